using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Hosting;

/// <summary>The background duties of a node, each in a loop of its own that lets nothing out.</summary>
internal sealed class NodeLoops(
    SchedulerParts parts, SchedulerOptions options, SchedulerTime time, Func<CancellationToken, Task<BeatAnswer>> beat, ILogger log)
{
    /// <summary>After so long without a heartbeat a node is not taken for alive: four beats did not come.</summary>
    internal static readonly Duration SilentFor = Duration.FromSeconds(45);

    private static readonly Duration BeatEvery = Duration.FromSeconds(10);
    private static readonly Duration JournalEvery = Duration.FromSeconds(1);
    private static readonly Duration LookAtClockEvery = Duration.FromSeconds(30);
    private static readonly Duration ExpireAtLeastEvery = Duration.FromMinutes(1);

    private readonly SemaphoreSlim absenceSeen = new(0);
    private Instant nextLoadAt = Instant.MinValue;

    /// <summary>What a living node does, whether it claims or not; ends when it is cancelled.</summary>
    public Task KeepAliveAsync(CancellationToken cancel) => Task.WhenAll(
        LoopAsync("Heartbeat", BeatAsync, cancel, BeatEvery),
        LoopAsync("LeaseKeeper", RenewAsync, cancel, RenewEvery),
        LeaseWatchAsync(cancel),
        LoopAsync("JournalWriter", WriteJournalAsync, cancel));

    /// <summary>Duties that any node may do, and that one of them does.</summary>
    public Task TendAsync(CancellationToken cancel) => Task.WhenAll(
        LoopAsync("DailyLoader", LoadAsync, cancel),
        LoopAsync("CatchUp", CatchUpAsync, cancel),
        LoopAsync("Rescuer", RescueAsync, cancel),
        LoopAsync("Expirer", ExpireAsync, cancel),
        LoopAsync("Reconciler", ReconcileAsync, cancel));

    public Task ClaimAsync(CancellationToken cancel) => LoopAsync("Worker", parts.WorkerLoop.RunOnceAsync, cancel);

    private Duration RenewEvery => Duration.FromTimeSpan(options.RenewEvery);

    private Task LoopAsync(string name, Func<CancellationToken, Task<Duration>> runOnce, CancellationToken cancel, Duration? longestPause = null) =>
        Task.Run(() => new DutyLoop(name, runOnce, time.Wait, parts.Health, log, longestPause).RunAsync(cancel), CancellationToken.None);

    private async Task<Duration> BeatAsync(CancellationToken cancel)
    {
        var answer = await beat(cancel);
        if (answer.OpenAbsence is not null && absenceSeen.CurrentCount == 0)
        {
            absenceSeen.Release();
        }

        return BeatEvery;
    }

    private async Task<Duration> RenewAsync(CancellationToken cancel)
    {
        await parts.LeaseKeeper.RunOnceAsync(cancel);
        return RenewEvery;
    }

    /// <summary>By the node's own monotonic clock, whether the store answers or not: that is what it is for.</summary>
    private Task LeaseWatchAsync(CancellationToken cancel) => LoopAsync(
        "LeaseWatch",
        _ =>
        {
            parts.LeaseKeeper.GiveUpUnanswered();
            return Task.FromResult(Duration.FromTimeSpan(options.LeaseFor) / 12);
        },
        cancel);

    private async Task<Duration> WriteJournalAsync(CancellationToken cancel)
    {
        await parts.JournalWriter.RunOnceAsync(cancel);
        return JournalEvery;
    }

    /// <summary>
    /// Looks now and then: at the clock, since a machine that slept, or whose clock was set, would oversleep by as much; and whether another
    /// process has registered definitions, as a command of the host's program does, since loaded dates follow each accepted change.
    /// </summary>
    private async Task<Duration> LoadAsync(CancellationToken cancel)
    {
        if (await parts.Storage.Queries.NowAsync(cancel) >= nextLoadAt
            || await parts.Storage.Routines.ReadMarkAsync(cancel) != parts.Loader.FollowedMark)
        {
            nextLoadAt = await parts.Loader.RunOnceAsync("Automatic", cancel);
        }

        return Duration.Min(nextLoadAt - await parts.Storage.Queries.NowAsync(cancel), LookAtClockEvery);
    }

    private async Task<Duration> CatchUpAsync(CancellationToken cancel)
    {
        await absenceSeen.WaitAsync(cancel);
        await parts.Loader.CatchUpAsync(cancel);
        return Duration.Zero;
    }

    private async Task<Duration> RescueAsync(CancellationToken cancel)
    {
        await parts.Rescuer.RunOnceAsync(cancel);
        return Duration.FromTimeSpan(options.RescueEvery);
    }

    private async Task<Duration> ExpireAsync(CancellationToken cancel)
    {
        var next = await parts.Storage.Queue.NextWakeAsync([], cancel);   // before: what expires in between must not be slept over
        await parts.Expirer.RunOnceAsync(cancel);
        var rest = next is { } at ? at - await parts.Storage.Queries.NowAsync(cancel) : ExpireAtLeastEvery;
        return Duration.Max(Duration.FromMilliseconds(50), Duration.Min(rest, ExpireAtLeastEvery));
    }

    private async Task<Duration> ReconcileAsync(CancellationToken cancel)
    {
        await parts.Reconciler.RunOnceAsync(cancel);
        return Duration.FromTimeSpan(options.ReconcileEvery);
    }
}
