using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>The code of docs/guides/configuration.md, line for line. <see cref="ConfigurationGuideTests"/> runs it.</summary>
internal static class ConfigurationSnippets
{
    public static void Configure(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.Configure(options => options.LoadAhead = 5);
    }

    public static void AddSecrets(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.Services.AddScoped<ISecretResolver, Vault>();
    }

    internal sealed class Vault : ISecretResolver
    {
        public ValueTask<string?> ResolveAsync(string name, CancellationToken cancel) => new(name == "PORTAL" ? "from the vault" : null);
    }
}
