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
    /// "RoutineScheduler:Download". Wrong options are told when the host starts.
    /// </summary>
    [RequiresUnreferencedCode("Reads the parameters by reflection.")]
    [RequiresDynamicCode("Reads the parameters by reflection.")]
    public static IRoutineSchedulerBuilder AddDownloadFile(
        this IRoutineSchedulerBuilder scheduler, Action<DownloadOptions>? change = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (scheduler.Services.All(service => service.ServiceType != typeof(DownloadHttp)))
        {
            AddConnections(scheduler.Services);
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
        services.AddSingleton<IValidateOptions<DownloadOptions>, Check>();
        services.AddOptions<DownloadOptions>().ValidateOnStart();
        services.AddSingleton(provider => new DownloadHttp(provider.GetRequiredService<IOptions<DownloadOptions>>().Value));
    }

    private sealed class FromConfiguration(IServiceProvider services) : IConfigureOptions<DownloadOptions>
    {
        public void Configure(DownloadOptions options) => services.GetService<IConfiguration>()?.GetSection(DownloadOptions.Section).Bind(options);
    }

    private sealed class Check : IValidateOptions<DownloadOptions>
    {
        public ValidateOptionsResult Validate(string? name, DownloadOptions options)
        {
            var problems = options.Problems().ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}
