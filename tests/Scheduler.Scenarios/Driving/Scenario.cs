using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.InMemory;
using Xunit;

namespace RoutineScheduler.Scenarios.Driving;

/// <summary>A scenario on one store, which outlives the hosts that are started on it. Each store's class derives and says how it is opened.</summary>
public abstract class Scenario : IAsyncLifetime
{
    private static readonly DateTimeZone SaoPaulo = DateTimeZoneProviders.Tzdb["America/Sao_Paulo"];

    private readonly List<Pump> pumps = [];
    private Pump? last;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The host that was started last.</summary>
    internal Pump Host => last ?? throw new InvalidOperationException("Start a host first.");

    private protected ISchedulerClient Client => Host.Client;

    /// <summary>Opens this scenario's store: the same data each time.</summary>
    private protected abstract IStorage Open(IClock clock);

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var pump in pumps)
        {
            await pump.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A local time in São Paulo.</summary>
    protected static Instant At(int year, int month, int day, int hour = 0, int minute = 0) =>
        new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(SaoPaulo).ToInstant();

    /// <summary>A host on the store, from this instant on; the one before it is gone without a farewell.</summary>
    private protected Pump StartHost(
        Instant now, Action<IRoutineSchedulerBuilder> define, Action<SchedulerOptions>? options = null, Dictionary<string, string>? secrets = null)
    {
        last = Pump.At(now, define, provider => Open((IClock)provider.GetService(typeof(IClock))!), options, secrets);
        pumps.Add(last);
        return last;
    }

    protected async Task<IReadOnlyList<RunView>> RunsOfAsync(RoutineKey routine, LocalDate? date = null) =>
        await Client.RunsAsync(new RunQuery { Routines = [routine], From = date, To = date, Limit = 10_000 }, Cancel);

    protected async Task<RunView> RunOfAsync(RoutineKey routine, LocalDate date) => Assert.Single(await RunsOfAsync(routine, date));

    protected async Task<RunDetails> DetailsOfAsync(RunId run) =>
        await Client.FindRunAsync(run, Cancel) ?? throw new InvalidOperationException($"There is no run {run}.");
}

/// <summary>What all in-memory scenarios have in common.</summary>
internal static class Memory
{
    public static IStorage Keep(ref IStorage? kept, ref SwitchedClock? switched, IClock clock)
    {
        switched ??= new SwitchedClock();
        switched.Inner = clock;
        return kept ??= new InMemoryStorage(switched);
    }
}

/// <summary>A store in memory outlives its host here, and takes the next host's clock.</summary>
internal sealed class SwitchedClock : IClock
{
    public IClock Inner { get; set; } = null!;

    public Instant GetCurrentInstant() => Inner.GetCurrentInstant();
}
