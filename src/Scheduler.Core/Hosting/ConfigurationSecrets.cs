using Microsoft.Extensions.Configuration;
using RoutineScheduler.Execution;

namespace RoutineScheduler.Hosting;

/// <summary>Secrets from the host's configuration: user secrets, environment, files.</summary>
internal sealed class ConfigurationSecrets(IServiceProvider services) : ISecretResolver
{
    public ValueTask<string?> ResolveAsync(string name, CancellationToken cancel) =>
        new((services.GetService(typeof(IConfiguration)) as IConfiguration)?[$"{SchedulerOptions.Section}:Secrets:{name}"]);
}
