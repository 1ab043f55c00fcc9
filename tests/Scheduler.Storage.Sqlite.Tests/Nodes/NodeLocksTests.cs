using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using RoutineScheduler.Storage.Sqlite.Nodes;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Nodes;

public sealed class NodeLocksTests : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly NodeId Anna = new("anna@host/1:2");

    private readonly SqliteFileOfOneTest file = new();
    private readonly FakeClock clock = new(Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string LockFile => NodeLockFile.PathOf(file.Path, Anna);

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task A_node_has_a_file_from_its_first_beat_until_it_leaves()
    {
        var store = await file.OpenAsync(clock, file.Options);
        Assert.False(File.Exists(LockFile));

        await store.Nodes.BeatAsync(ABeat.Of(Anna), Duration.FromMinutes(5), Cancel);
        Assert.True(File.Exists(LockFile));
        Assert.Null(NodeLockFile.TryLock(file.Path, Anna, create: false));

        await store.Nodes.LeaveAsync(Anna, Cancel);
        Assert.False(File.Exists(LockFile));
    }

    [Fact]
    public async Task A_node_that_left_while_something_was_still_executing_proves_nothing()
    {
        var store = await file.OpenAsync(clock, file.Options);
        await store.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon)), Cancel);
        await store.Nodes.BeatAsync(ABeat.Of(Anna), Duration.FromMinutes(5), Cancel);
        await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel);
        await store.Nodes.LeaveAsync(Anna, Cancel);

        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));
        await File.WriteAllTextAsync(LockFile, "left", Cancel);
        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));

        clock.Advance(AClaim.LeaseFor);
        Assert.Single(await store.Queue.RescueAsync(3, 10, Cancel));
    }

    [Fact]
    public async Task Leases_that_a_node_took_before_its_first_beat_are_its_own()
    {
        var store = await file.OpenAsync(clock, file.Options);
        await store.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon)), Cancel);
        await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel);
        await store.Nodes.BeatAsync(ABeat.Of(Anna), Duration.FromMinutes(5), Cancel);

        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));
    }

    [Fact]
    public async Task When_a_namesake_is_killed_the_living_one_keeps_the_leases_that_it_took_beside_it()
    {
        var store = await file.OpenAsync(clock, file.Options);
        await store.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon)), Cancel);
        using (NodeLockFile.TryLock(file.Path, Anna, create: true))
        {
            Assert.True((await store.Nodes.BeatAsync(ABeat.Of(Anna), Duration.FromMinutes(5), Cancel)).NameIsTaken);
            Assert.Single(await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel));
        }

        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));
        Assert.False((await store.Nodes.BeatAsync(ABeat.Of(Anna), Duration.FromMinutes(5), Cancel)).NameIsTaken);
        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));
        clock.Advance(AClaim.LeaseFor);
        Assert.Single(await store.Queue.RescueAsync(3, 10, Cancel));
    }

    [Fact]
    public async Task What_crashes_left_behind_is_taken_away_at_the_next_start_unless_it_still_proves_something()
    {
        var store = await file.OpenAsync(clock, file.Options);
        await store.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon)), Cancel);
        await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel);
        var stale = NodeLockFile.PathOf(file.Path, new NodeId("long gone"));
        await File.WriteAllTextAsync(stale, "", Cancel);
        await File.WriteAllTextAsync(LockFile, "", Cancel);

        var next = await file.OpenAsync(clock, file.Options);

        Assert.Equal((false, true), (File.Exists(stale), File.Exists(LockFile)));
        Assert.Single(await next.Queue.RescueAsync(3, 10, Cancel));
    }

    [Fact]
    public async Task A_lock_file_that_this_user_may_not_open_proves_nothing_and_stops_neither_heartbeat_nor_rescue()
    {
        var store = await file.OpenAsync(clock, file.Options);
        await store.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon)), Cancel);
        await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel);
        Directory.CreateDirectory(LockFile);   // refused as another user's file is, also to root

        await store.Nodes.BeatAsync(ABeat.Of(Anna), Duration.FromMinutes(5), Cancel);
        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));
        clock.Advance(AClaim.LeaseFor);
        Assert.Single(await store.Queue.RescueAsync(3, 10, Cancel));
    }

    [Fact]
    public async Task A_jump_of_the_clock_lets_no_lease_lapse()
    {
        var time = new ManualTime();
        var store = await file.OpenAsync(clock, file.Options, time: time);
        await store.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon)), Cancel);
        await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel);
        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));

        clock.AdvanceHours(8);
        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));

        clock.Advance(AClaim.LeaseFor);
        time.Pass(AClaim.LeaseFor);
        Assert.Single(await store.Queue.RescueAsync(3, 10, Cancel));
    }

    [Fact]
    public async Task After_a_long_wait_for_the_files_lock_nothing_is_claimed_by_that_step_and_no_lease_lapses_for_its_length()
    {
        var (time, isLocked) = (new ManualTime(), new TaskCompletionSource());
        using var unlock = new ManualResetEventSlim();
        var store = await file.OpenAsync(clock, file.Options, time: time);
        await store.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon, "one"), APlannedRun.DueAt(Noon, "two")), Cancel);
        var taken = Assert.Single(await store.Queue.ClaimAsync(AClaim.By(Anna, places: 1), Cancel));
        var elsewhere = store.Database.WriteAsync(
            _ =>
            {
                isLocked.SetResult();
                unlock.Wait(Cancel);
                return true;
            },
            Cancel);
        await isLocked.Task;

        var claim = store.Queue.ClaimAsync(AClaim.By(Anna), Cancel);
        time.Pass(AClaim.LeaseFor + AClaim.LeaseFor);
        clock.Advance(AClaim.LeaseFor + AClaim.LeaseFor);
        unlock.Set();

        Assert.Empty(await claim);
        Assert.True(await elsewhere);
        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));
        Assert.Single(await store.Queue.RenewAsync([new HeldLease(taken.Lease)], AClaim.LeaseFor, Cancel));
        Assert.Single(await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel));
    }

    private sealed class ManualTime : TimeProvider
    {
        private long ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Pass(Duration time) => ticks += time.BclCompatibleTicks;
    }
}
