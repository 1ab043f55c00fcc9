using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests;

/// <summary>Who sleeps is woken by commits: of this process, and of others.</summary>
public sealed class SqliteSignalTests : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    private readonly SqliteFileOfOneTest file = new();
    private readonly FakeClock clock = new(Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task Another_processs_commit_wakes_who_waits()
    {
        var (mine, others) = (await file.OpenAsync(clock), await file.OpenAsync(clock));
        var waiting = mine.Signal.WaitAsync(0, Cancel);

        await others.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon)), Cancel);

        Assert.True(await waiting > 0);
    }

    [Fact]
    public async Task A_commit_of_another_process_while_nobody_waited_is_not_lost()
    {
        var (mine, others) = (await file.OpenAsync(clock), await file.OpenAsync(clock));
        await others.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon)), Cancel);

        Assert.True(await mine.Signal.WaitAsync(0, Cancel) > 0);
    }

    [Fact]
    public async Task What_starts_nothing_wakes_nobody_here()
    {
        var store = await file.OpenAsync(clock);
        await store.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon)), Cancel);
        var seen = await store.Signal.WaitAsync(0, Cancel);
        var waiting = store.Signal.WaitAsync(seen, Cancel);

        await store.Nodes.BeatAsync(ABeat.Of(new NodeId("anna")), Duration.FromMinutes(5), Cancel);
        await store.Journal.AppendAsync([ALine.Saying("x")], Cancel);
        var claimed = await store.Queue.ClaimAsync(AClaim.By(new NodeId("anna")), Cancel);
        Assert.False(waiting.IsCompleted);

        await store.Queue.FinishAsync([AnAttempt.ThatSucceeded(claimed[0])], Cancel);
        Assert.Equal(seen + 1, await waiting);
    }

    [Fact]
    public async Task Others_are_looked_for_by_the_time_that_was_handed_in()
    {
        var time = new CountedTimers();
        var store = await file.OpenAsync(clock, file.Options, time: time);
        var others = await file.OpenAsync(clock);
        var waiting = store.Signal.WaitAsync(0, Cancel);

        await others.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon)), Cancel);
        await waiting;

        Assert.Equal(1, time.Made);
    }

    [Fact]
    public async Task Who_waits_can_be_cancelled_and_the_store_closed()
    {
        var store = await file.OpenAsync(clock);
        using var cancelled = new CancellationTokenSource();
        var waiting = store.Signal.WaitAsync(0, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await store.DisposeAsync();
    }

    private sealed class CountedTimers : TimeProvider
    {
        private int made;

        public int Made => made;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref made);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
