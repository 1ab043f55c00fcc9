using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Steps;

/// <summary>What a claim of this store does beside what all stores promise.</summary>
public sealed class ClaimStepTests : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    private readonly SqliteFileOfOneTest file = new();
    private readonly FakeClock clock = new(Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task Runs_between_two_attempts_crowd_no_pending_run_out_of_those_that_an_overlap_ends()
    {
        const int MoreThanOneClaimEnds = 501;
        var store = await file.OpenAsync(clock, file.Options);
        await store.Loads.LoadAsync(
            ALoad.Of([.. Enumerable.Range(0, MoreThanOneClaimEnds + 1).Select(i => APlannedRun.DueAt(Noon - Duration.FromSeconds(i)))]), Cancel);
        var claimed = await store.Queue.ClaimAsync(AClaim.By(new NodeId("anna"), places: 1_000), Cancel);
        await store.Queue.FinishAsync([.. claimed.Skip(1).Select(run => AnAttempt.ToBeRetried(run, Duration.Zero))], Cancel);
        file.Ask($"UPDATE run SET max_concurrent = 1, overlap = {(int)OverlapPolicy.Skip}");
        var tomorrow = Noon + Duration.FromDays(1);
        var pending = APlannedRun.DueAt(Noon, on: tomorrow.InUtc().Date).AtMost(1, OverlapPolicy.Skip);
        await store.Loads.LoadAsync(ALoad.Of(pending), Cancel);

        Assert.Empty(await store.Queue.ClaimAsync(AClaim.By(new NodeId("anna")), Cancel));

        Assert.Equal((long)RunState.Skipped, file.Ask("SELECT state FROM run ORDER BY id DESC LIMIT 1"));
        Assert.Equal((long)MoreThanOneClaimEnds, file.Ask($"SELECT count(*) FROM run WHERE state = {(int)RunState.Recovering}"));
    }
}
