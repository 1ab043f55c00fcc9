using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Connections;

/// <summary>How much a step costs, counted and not timed.</summary>
public sealed class CountedWorkTests : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly NodeId Anna = new("anna");

    private readonly SqliteFileOfOneTest file = new();
    private readonly FakeClock clock = new(Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Theory]
    [InlineData(1, null)]
    [InlineData(100, null)]
    [InlineData(100, 1)]
    public async Task A_claimed_batch_is_nine_statements_however_large_and_gated(int runs, int? maxConcurrent)
    {
        var store = await LoadedAsync(runs, maxConcurrent);
        using var counted = Count(store);

        Assert.Equal(runs, (await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel)).Count);

        Assert.Equal(["BEGIN", "SELECT", "WITH", "SELECT", "SELECT", "SELECT", "UPDATE", "UPDATE", "COMMIT"], counted.Verbs);
    }

    [Fact]
    public async Task An_idle_claim_is_four_statements()
    {
        var store = await LoadedAsync(0, null);
        using var counted = Count(store);

        Assert.Empty(await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel));

        Assert.Equal(["BEGIN", "SELECT", "WITH", "COMMIT"], counted.Verbs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_completed_batch_is_six_statements_and_three_for_each_run_with_a_log_line(int runs)
    {
        var store = await LoadedAsync(runs, maxConcurrent: 1);
        var claimed = await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel);
        using var counted = Count(store);

        await store.Queue.FinishAsync([.. claimed.Select(run => AnAttempt.ThatSucceeded(run, lines: ALine.Saying("done", run.Lease.Run)))], Cancel);

        Assert.Equal(6 + (3 * runs), counted.Count);
    }

    [Fact]
    public async Task What_lets_others_go_costs_seven_statements_more_and_one_for_each_edge_and_each_run()
    {
        var store = await file.OpenAsync(clock, file.Options);
        var day = Noon.InUtc().Date;
        await store.Loads.LoadAsync(
            ALoad.Of(
                APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"),
                APlannedRun.DueAt(Noon, "c", edges: [AnEdge.To("a", day), AnEdge.To("b", day, number: 1)])),
            Cancel);
        var claimed = await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel);
        using var counted = Count(store);

        await store.Queue.FinishAsync([.. claimed.Select(run => AnAttempt.ThatSucceeded(run))], Cancel);

        // What the ended are members of is asked anyway; then how that stands (2), who waits for it, their edges, and themselves.
        Assert.Equal(6 + (2 * 2) + 5 + 2 + 1, counted.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(200)]
    public async Task The_end_of_one_of_many_that_many_wait_for_is_looked_at_once(int runs)
    {
        var store = await file.OpenAsync(clock, file.Options);
        var slots = Enumerable.Range(0, runs).Select(slot => Noon + Duration.FromSeconds(slot)).ToList();
        await store.Loads.LoadAsync(
            ALoad.Of([
                .. slots.Select(at => APlannedRun.DueAt(at, "a")),
                .. slots.Select(at => APlannedRun.DueAt(at, "b", edges: [AnEdge.To("a", Noon.InUtc().Date)]))]),
            Cancel);
        var first = Assert.Single(await store.Queue.ClaimAsync(AClaim.By(Anna, places: 1), Cancel));
        using var counted = Count(store);

        await store.Queue.FinishAsync([AnAttempt.ThatSucceeded(first)], Cancel);

        Assert.Equal(10, counted.Count);
        Assert.Equal(1L, file.Ask("SELECT count(*) FROM prerequisite"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task A_load_is_one_statement_for_each_run_and_one_for_each_set_of_reasons(int runs)
    {
        var store = await file.OpenAsync(clock, file.Options);
        var load = ALoad.Of([.. Enumerable.Range(0, runs).Select(i => APlannedRun.DueAt(Noon, $"routine-{i}"))])
            .Against("Holiday", [.. Enumerable.Range(0, 500).Select(i => $"closed-{i}")]).Against("NotInCron", "x", "y");
        using var counted = Count(store);

        await store.Loads.LoadAsync(load, Cancel);

        Assert.Equal(runs + 2, counted.Verbs.Count(verb => verb == "INSERT") - 1);
        Assert.Equal(runs + 2 + 8, counted.Verbs.TakeWhile(verb => verb != "PRAGMA").Count());
        Assert.Equal(2L, file.Ask("SELECT count(*) FROM decision"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_rerun_of_many_slots_is_five_statements_for_each_and_asks_once_who_waits_for_them(int runs)
    {
        var store = await file.OpenAsync(clock, file.Options);
        var slots = Enumerable.Range(0, runs).Select(slot => Noon - Duration.FromSeconds(slot));
        await store.Loads.LoadAsync(
            ALoad.Of([
                .. slots.Select(at => APlannedRun.DueAt(at, "a")), APlannedRun.DueAt(Noon, "b", edges: [AnEdge.To("a", Noon.InUtc().Date)])]),
            Cancel);
        var claimed = await store.Queue.ClaimAsync(AClaim.By(Anna, places: runs), Cancel);
        await store.Queue.FinishAsync([.. claimed.Select(run => AnAttempt.ThatFailed(run))], Cancel);
        using var counted = Count(store);

        var rerun = await store.Actions.RerunAsync(
            new RunSelection([], new RunFilter { States = [RunState.Failed] }),
            (_, _, _) => AnOrder.Of("a", Noon.InUtc().Date), Actor.Scheduler, null, Cancel);

        Assert.Equal(runs, rerun.Made.Count);
        Assert.Equal(14 + (5 * runs), counted.Count);
    }

    [Fact]
    public async Task An_action_on_another_number_of_runs_than_expected_only_counts_them()
    {
        var store = await LoadedAsync(100, null);
        using var counted = Count(store);

        var refused = await store.Actions.ActAsync(
            new RunSelection([], new RunFilter(), ExpectedCount: 10), new RunChange.Cancel(), Actor.Scheduler, null, Cancel);

        Assert.Equal((100, true), (refused.Selected, refused.CountDiffers));
        Assert.Equal(["BEGIN", "SELECT", "COMMIT"], counted.Verbs);
    }

    [Fact]
    public async Task A_load_with_the_same_hash_reads_its_row_and_the_definitions_mark()
    {
        var store = await LoadedAsync(10, null);
        using var counted = Count(store);

        Assert.Equal(LoadResult.AlreadyLoaded, (await store.Loads.LoadAsync(ALoad.On(Noon.InUtc().Date, "hash", Runs(10, null)), Cancel)).Result);

        Assert.Equal(["BEGIN", "SELECT", "SELECT", "COMMIT"], counted.Verbs);
    }

    [Fact]
    public async Task Twenty_thousand_runs_of_a_full_routine_are_passed_over_inside_the_index()
    {
        var store = await file.OpenAsync(clock, file.Options);
        await store.Loads.LoadAsync(
            ALoad.Of(APlannedRun.DueAt(Noon - Duration.FromHours(2), "full").AtMost(1), APlannedRun.DueAt(Noon, "last")), Cancel);
        Assert.Single(await store.Queue.ClaimAsync(AClaim.By(Anna, places: 1), Cancel));
        using (var beside = file.Connect())
        {
            RunCopies.Add(beside, 20_000, "state = 0, claimable = 1, expires_at = start_until");
        }

        IReadOnlyList<ClaimedRun> claimed = [];
        var pages = await CountedPages.DuringAsync(store, async () => claimed = await store.Queue.ClaimAsync(AClaim.By(Anna), Cancel));

        Assert.Equal(new RoutineKey("last"), Assert.Single(claimed).Routine);
        // Many entries stand on a page of the index; a look at each row would be twenty thousand pages.
        Assert.InRange(pages, 100, 4_000);
    }

    private async Task<SqliteStorage> LoadedAsync(int runs, int? maxConcurrent)
    {
        var store = await file.OpenAsync(clock, file.Options);
        await store.Loads.LoadAsync(ALoad.On(Noon.InUtc().Date, "hash", Runs(runs, maxConcurrent)), Cancel);
        return store;
    }

    private static List<Planning.PlannedRun> Runs(int count, int? maxConcurrent) =>
        [
            .. Enumerable.Range(0, count).Select(i =>
                APlannedRun.DueAt(Noon, $"routine-{i}").With(terms => terms with { MaxConcurrent = maxConcurrent })),
        ];

    private static CountedStatements Count(SqliteStorage store) => new(store.Database.Writer.Connection);
}
