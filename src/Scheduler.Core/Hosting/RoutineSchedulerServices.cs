using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.InMemory;

namespace RoutineScheduler.Hosting;

/// <summary>The one place that knows the container.</summary>
public static class RoutineSchedulerServices
{
    /// <summary>
    /// Adds a scheduler, or adds to the one that another module added. Options also come from the section "RoutineScheduler". Does no I/O;
    /// what is wrong is told when the host starts, in one <see cref="SchedulerConfigurationException"/>.
    /// </summary>
    public static IServiceCollection AddRoutineScheduler(this IServiceCollection services, Action<IRoutineSchedulerBuilder>? define = null)
    {
        var definition = services.Select(service => service.ImplementationInstance).OfType<SchedulerDefinition>().FirstOrDefault();
        if (definition is null)
        {
            definition = new SchedulerDefinition();
            services.AddSingleton(definition);
            AddOptions(services);
            AddEngine(services);
        }

        define?.Invoke(new RoutineSchedulerBuilder(services, definition));
        return services;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions();
        services.AddSingleton<IConfigureOptions<SchedulerOptions>, BindFromConfiguration>();
        services.TryAddSingleton<IOptionsChangeTokenSource<SchedulerOptions>>(provider => provider.GetService<IConfiguration>() is { } configuration
            ? new ConfigurationChangeTokenSource<SchedulerOptions>(configuration.GetSection(SchedulerOptions.Section))
            : new ConfigurationChangeTokenSource<SchedulerOptions>(new ConfigurationBuilder().Build()));
    }

    private static void AddEngine(IServiceCollection services)
    {
#pragma warning disable RS0030 // the one place that names it
        services.TryAddSingleton<IClock>(SystemClock.Instance);
#pragma warning restore RS0030
        services.TryAddSingleton(SystemTime);
        services.TryAddScoped<RunContextHolder>();
        services.TryAddScoped(provider => provider.GetRequiredService<RunContextHolder>().Context);
        services.TryAddScoped<ISecretResolver, ConfigurationSecrets>();
        services.TryAddSingleton<LineBuffer>();
        services.AddSingleton<ILoggerProvider, RunLogProvider>();
        services.TryAddSingleton(provider => new SchedulerMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<SafeLoggers>();
        services.TryAddSingleton(provider => new LiveOptions(
            provider.GetRequiredService<IOptionsMonitor<SchedulerOptions>>(), OptionsOf(provider),
            provider.GetRequiredService<SafeLoggers>().CreateLogger<LiveOptions>()));
        services.TryAddSingleton(StorageOf);
        services.TryAddSingleton(PartsOf);
        services.TryAddSingleton(provider => new SchedulerNode(
            new Lazy<SchedulerParts>(provider.GetRequiredService<SchedulerParts>),
            new DefinitionRegistrar(
                provider.GetRequiredService<SchedulerDefinition>(), OptionsOf(provider), provider, provider.GetRequiredService<IClock>(),
                provider.GetRequiredService<SafeLoggers>().CreateLogger<DefinitionRegistrar>()),
            OptionsOf(provider), provider.GetRequiredService<SchedulerTime>(),
            provider.GetRequiredService<SafeLoggers>().CreateLogger<SchedulerNode>()));
        services.TryAddSingleton<ISchedulerClient>(provider => new SchedulerClient(
            provider.GetRequiredService<SchedulerNode>().OpenAsync, () => provider.GetRequiredService<SchedulerParts>().ForClient));
        services.AddSingleton<IHostedService>(provider => new SchedulerHost(
            provider.GetRequiredService<SchedulerNode>(), provider.GetRequiredService<IHostApplicationLifetime>()));
    }

    private static SchedulerOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<SchedulerOptions>>().Value;

    private static IStorage StorageOf(IServiceProvider provider)
    {
        if (provider.GetRequiredService<SchedulerDefinition>().Storage is { } make)
        {
            return make(provider);
        }

        provider.GetRequiredService<SafeLoggers>().CreateLogger<SchedulerNode>().InMemoryStorage();
        return new InMemoryStorage(provider.GetRequiredService<IClock>());
    }

    private static SchedulerParts PartsOf(IServiceProvider provider)
    {
        var options = OptionsOf(provider);
        var application = provider.GetService<IHostEnvironment>()?.ApplicationName;
        return new SchedulerParts(
            provider.GetRequiredService<IStorage>(), provider.GetRequiredService<SchedulerDefinition>(), options,
            provider.GetRequiredService<LiveOptions>(), provider.GetRequiredService<SchedulerTime>(),
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<SchedulerMetrics>(),
            provider.GetRequiredService<LineBuffer>(), provider.GetRequiredService<SafeLoggers>(),
            new Actor(options.Actor ?? application ?? "application"));
    }

    private static SchedulerTime SystemTime(IServiceProvider provider)
    {
        var started = Stopwatch.GetTimestamp();
        var random = new Random();
        return new SchedulerTime(
            provider.GetRequiredService<IClock>(), DelayAsync, () => Duration.FromTimeSpan(Stopwatch.GetElapsedTime(started)),
            () =>
            {
                lock (random)
                {
                    return random.NextDouble();
                }
            });
    }

    /// <summary>Task.Delay takes about 49 days at most; whoever waits longer looks again then.</summary>
    private static Task DelayAsync(Duration howLong, CancellationToken cancel) =>
        Task.Delay(Duration.Max(Duration.Zero, Duration.Min(howLong, Duration.FromDays(40))).ToTimeSpan(), cancel);
}
