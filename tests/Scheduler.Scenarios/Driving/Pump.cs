using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Scenarios.Driving;

/// <summary>
/// Drives the real engine in virtual time: one round of all duties, then straight to the next instant at which there is something to do.
/// Nothing sleeps and nothing polls; the pump is the clock's only driver.
/// </summary>
internal sealed class Pump : IAsyncDisposable
{
    private readonly IHost host;
    private readonly SchedulerNode node;

    private Pump(IHost host, FakeClock clock)
    {
        this.host = host;
        Clock = clock;
        node = host.Services.GetRequiredService<SchedulerNode>();
    }

    public FakeClock Clock { get; }

    public Instant Now => Clock.GetCurrentInstant();

    public ISchedulerClient Client => host.Services.GetRequiredService<ISchedulerClient>();

    public IStorage Storage => node.Parts.Storage;

    public SchedulerNode Node => node;

    /// <param name="define">Routines and executors.</param>
    /// <param name="storage">Null: in memory.</param>
    public static Pump At(
        Instant now, Action<IRoutineSchedulerBuilder> define, Func<IServiceProvider, IStorage>? storage = null,
        Action<SchedulerOptions>? options = null, Dictionary<string, string>? secrets = null)
    {
        var clock = new FakeClock(now);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "pump" });
        builder.Configuration.AddInMemoryCollection(
            (secrets ?? []).Select(secret => KeyValuePair.Create($"RoutineScheduler:Secrets:{secret.Key}", (string?)secret.Value)));
        builder.Services.AddSingleton<IClock>(clock);
        builder.Services.AddSingleton(new SchedulerTime(clock, NeverAsync, () => clock.GetCurrentInstant() - now, () => 0.5));
        builder.Services.AddRoutineScheduler(scheduler =>
        {
            scheduler.Configure(settings =>
            {
                settings.LateAfter = TimeSpan.FromDays(30);   // the pump leaps from one instant to the next: no absence
                settings.NodeName = "pump";
                settings.ArtifactRoot = Path.Combine(Path.GetTempPath(), "scheduler-scenarios");
                options?.Invoke(settings);
            });
            if (storage is not null)
            {
                scheduler.UseStorage("the test's", storage);
            }

            define(scheduler);
        });
        return new Pump(builder.Build(), clock);
    }

    /// <summary>Opens the scheduler where that has not happened, without executing anything.</summary>
    public Task OpenAsync(CancellationToken cancel) => node.OpenAsync(cancel);

    /// <summary>One round at the current instant.</summary>
    public async Task<Instant> RoundAsync(CancellationToken cancel)
    {
        await node.OpenAsync(cancel);
        return (await node.RoundAsync(cancel)).NextWake;
    }

    /// <summary>Round by round until <paramref name="until"/>, which is the last one.</summary>
    public async Task RunUntilAsync(Instant until, CancellationToken cancel)
    {
        while (true)
        {
            var next = await RoundAsync(cancel);
            if (Now >= until)
            {
                return;
            }

            Clock.Reset(Instant.Min(next > Now ? next : Now + Duration.FromSeconds(1), until));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        host.Dispose();
    }

    /// <summary>Attempts in a scenario end by themselves: what waits for a time-out waits until it is cancelled.</summary>
    private static Task NeverAsync(Duration howLong, CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel);
}
