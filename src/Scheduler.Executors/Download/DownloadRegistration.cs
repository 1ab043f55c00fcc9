using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RoutineScheduler.Hosting;

namespace RoutineScheduler.Executors.Download;

public static class DownloadRegistration
{
    /// <summary>
    /// Adds the executor <c>download-file</c>. Two modules of a host may both do so: what each changes holds, code over the configuration section
    /// "RoutineScheduler:Download". Wrong options are told when the host starts, with all other problems.
    /// </summary>
    [RequiresUnreferencedCode("Reads the parameters by reflection.")]
    [RequiresDynamicCode("Reads the parameters by reflection.")]
    public static IRoutineSchedulerBuilder AddDownloadFile(
        this IRoutineSchedulerBuilder scheduler, Action<DownloadOptions>? change = null, [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (scheduler.Services.All(service => service.ServiceType != typeof(DownloadHttp)))
        {
            AddConnections(scheduler.Services);
            scheduler.Check(services => services.GetRequiredService<IOptions<DownloadOptions>>().Value.Problems());
            scheduler.AddExecutor<DownloadFileExecutor, DownloadFile>(DownloadFile.Name, file: file, line: line);
        }

        if (change is not null)
        {
            scheduler.Services.Configure(change);
        }

        return scheduler;
    }

    private static void AddConnections(IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<DownloadOptions>, FromConfiguration>();
        services.AddOptions<DownloadOptions>();
        services.AddSingleton(provider => new DownloadHttp(provider.GetRequiredService<IOptions<DownloadOptions>>().Value));
    }

    private sealed class FromConfiguration(IServiceProvider services) : IConfigureOptions<DownloadOptions>
    {
        /// <summary>Key by key: one that cannot be read does not hide the next.</summary>
        public void Configure(DownloadOptions options)
        {
            foreach (var value in services.GetService<IConfiguration>()?.GetSection(DownloadOptions.Section).GetChildren() ?? [])
            {
                if (!Keys.Contains(value.Key, StringComparer.OrdinalIgnoreCase))
                {
                    options.Unreadable.Add($"{value.Path} is no option of downloads; there are {string.Join(", ", Keys)}.");
                    continue;
                }

                if (WrongShape(value) is { } problem)
                {
                    options.Unreadable.Add(problem);
                    continue;
                }

                try
                {
                    Alone(value).Bind(options);
                }
                catch (InvalidOperationException wrong)
                {
                    options.Unreadable.Add($"{value.Path} {Shown(value)}: {wrong.InnerException?.Message ?? wrong.Message}");
                }
            }
        }

        /// <summary>A value where a list is read, or the other way round, would be passed over. An empty list has an empty value.</summary>
        private static string? WrongShape(IConfigurationSection value)
        {
            if (!value.Key.Equals(nameof(DownloadOptions.AllowedHosts), StringComparison.OrdinalIgnoreCase))
            {
                return value.GetChildren().FirstOrDefault() is { } below ? $"{value.Path} is one value, but there is {below.Path}." : null;
            }

            return string.IsNullOrEmpty(value.Value)
                ? null
                : $"{value.Path} is a list, but has one value: write [\"files.intranet\"], or {value.Path}:0 where keys are single.";
        }

        /// <summary>A proxy may be written with its password.</summary>
        private static string Shown(IConfigurationSection value) =>
            value.Key.Equals(nameof(DownloadOptions.Proxy), StringComparison.OrdinalIgnoreCase) ? "cannot be read" : $"is '{value.Value}'";

        /// <summary>Credentials come from code: they are no text.</summary>
        private static readonly IReadOnlyList<string> Keys =
        [
            .. typeof(DownloadOptions).GetProperties().Select(property => property.Name)
                .Where(name => name != nameof(DownloadOptions.ProxyCredentials)),
        ];

        private static IConfiguration Alone(IConfigurationSection value) => new ConfigurationBuilder()
            .AddInMemoryCollection(
                value.AsEnumerable().Select(entry => KeyValuePair.Create(entry.Key[(DownloadOptions.Section.Length + 1)..], entry.Value)))
            .Build();
    }
}
