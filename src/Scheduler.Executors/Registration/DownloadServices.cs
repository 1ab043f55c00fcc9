using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RoutineScheduler.Executors.Download;

namespace RoutineScheduler.Executors.Registration;

/// <summary>What downloads need of the container: options, checked when the host starts, and one connection pool.</summary>
internal static class DownloadServices
{
    /// <returns>Whether they were not there yet. Two modules of a host may both add them; the changes of both hold, code over configuration.</returns>
    public static bool AddDownloads(this IServiceCollection services, Action<DownloadOptions>? change)
    {
        var isNew = services.All(service => service.ServiceType != typeof(DownloadHttp));
        if (isNew)
        {
            services.AddSingleton<IConfigureOptions<DownloadOptions>, FromConfiguration>();
            services.AddSingleton<IValidateOptions<DownloadOptions>, Check>();
            services.AddOptions<DownloadOptions>().ValidateOnStart();
            services.AddSingleton(provider => new DownloadHttp(provider.GetRequiredService<IOptions<DownloadOptions>>().Value));
        }

        if (change is not null)
        {
            services.Configure(change);
        }

        return isNew;
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
