using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using RoutineScheduler.Storage.Sqlite.Steps;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Connections;

/// <summary>
/// What a step reads does not grow with the history. A tree of a hundred times as many entries is one level higher, so that each seek into it
/// touches one page more: a seek is a row looked up by its id, or a range begun in an index that holds what is many.
/// </summary>
public sealed class CountedPagesTests : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly NodeId Anna = new("anna");

    private readonly SqliteFileOfOneTest file = new();
    private readonly FakeClock clock = new(Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task An_idle_poll_takes_one_page_more_for_each_seek_with_a_hundred_times_as_many_future_and_finished_runs()
    {
        var store = await LoadedAsync();
        clock.AdvanceDays(-1);
        Copy(1_000, Future, Finished);
        var few = await PagesAsync(store, () => store.Queue.ClaimAsync(AClaim.By(Anna), Cancel));

        Copy(100_000, Future, Finished);
        var many = await PagesAsync(store, () => store.Queue.ClaimAsync(AClaim.By(Anna), Cancel));

        // Of the one executor: its first priority, its next, and the oldest run of the one that there is.
        const int Seeks = 3;
        Assert.InRange(many, 1, few + Seeks);
    }

    [Fact]
    public async Task What_a_sleeping_node_asks_every_quarter_of_a_second_touches_the_same_pages_whatever_the_queue_and_the_history()
    {
        var store = await LoadedAsync();
        Copy(1_000, Future, Finished);
        var few = await PagesAsync(store, () => store.Database.Writer.ReadOthersVersionAsync(Cancel));

        Copy(100_000, Future, Finished);
        var many = await PagesAsync(store, () => store.Database.Writer.ReadOthersVersionAsync(Cancel));

        Assert.Equal(few, many);
    }

    public static TheoryData<string, int> Duties => new()
    {
        // The row of the run that runs.
        { "rescue", 1 },
        { "expire", 0 },
        { "next wake", 1 },
        // The rows of the late run, of the one that runs and of the one between two attempts, each read and each saved; the lateness of the first.
        { "catch up", 7 },
        { "reconcile", 0 },
    };

    [Theory]
    [MemberData(nameof(Duties))]
    public async Task A_duty_reads_no_history(string duty, int seeks)
    {
        var store = await LoadedAsync();
        Copy(1_000, Finished);
        var few = await PagesAsync(store, () => CarryOutAsync(store, duty));

        Copy(100_000, Finished);
        var many = await PagesAsync(store, () => CarryOutAsync(store, duty));

        Assert.InRange(many, 1, few + seeks);
    }

    public static TheoryData<string, int> Questions => new()
    {
        { "live counts", 0 },
        // The row of each that is shown.
        { "next due", 2 },
        // What failed and what was missed, both in the tree of old trouble; the row.
        { "recent trouble", 3 },
        { "due by executor", 2 },
        { "counts of coming dates", 1 },
        { "an action's selection", 1 },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_question_about_what_is_live_or_went_wrong_reads_no_history(string question, int seeks)
    {
        var store = await LoadedAsync();
        Copy(1_000, Finished, FailedLongAgo);
        var few = await PagesAsync(store, () => AskAsync(store, question));

        Copy(100_000, Finished, FailedLongAgo);
        var many = await PagesAsync(store, () => AskAsync(store, question));

        Assert.InRange(many, 1, few + seeks);
    }

    [Fact]
    public async Task Whether_the_definitions_are_still_the_same_is_asked_on_the_same_pages_for_one_as_for_a_thousand()
    {
        var store = await LoadedAsync();
        await store.Routines.RegisterAsync(ADefinition.Set(ADefinition.OfRoutine("a")), Actor.Scheduler, Cancel);
        var few = await PagesAsync(store, () => store.Routines.ReadMarkAsync(Cancel));

        await store.Routines.RegisterAsync(
            ADefinition.Set([.. Enumerable.Range(0, 1_000).Select(i => ADefinition.OfRoutine($"routine-{i}"))]), Actor.Scheduler, Cancel);

        Assert.Equal(few, await PagesAsync(store, () => store.Routines.ReadMarkAsync(Cancel)));
    }

    /// <summary>
    /// A run that runs, one between two attempts, one that failed an hour ago, one held, one that is due and blocked, two that wait.
    /// </summary>
    private async Task<SqliteStorage> LoadedAsync()
    {
        var store = await file.OpenAsync(clock, file.Options);
        clock.Advance(Duration.FromHours(-1));
        await store.Loads.LoadAsync(
            ALoad.Of(
                APlannedRun.DueAt(clock.GetCurrentInstant(), "running"), APlannedRun.DueAt(clock.GetCurrentInstant(), "recovering"),
                APlannedRun.DueAt(clock.GetCurrentInstant(), "failed"), APlannedRun.DueAt(Noon, "due").By("of-another-node"),
                APlannedRun.DueAt(Noon, "held").By("of-another-node"), APlannedRun.DueAt(Noon + Duration.FromHours(1), "next"),
                APlannedRun.DueAt(Noon + Duration.FromHours(2), "last")),
            Cancel);
        var claimed = (await store.Queue.ClaimAsync(AClaim.By(Anna) with { LeaseFor = Duration.FromDays(9) }, Cancel))
            .ToDictionary(run => run.Routine.Value);
        await store.Queue.FinishAsync([AnAttempt.HandedBack(claimed["recovering"]), AnAttempt.ThatFailed(claimed["failed"])], Cancel);
        var held = (await store.Queries.ListAsync(new RunFilter { Routines = ["held"] }, Cancel)).Select(run => run.Id);
        await store.Actions.ActAsync(new RunSelection([.. held]), new RunChange.Hold(), Actor.Scheduler, null, Cancel);
        clock.Advance(Duration.FromHours(1));
        return store;
    }

    private async Task CarryOutAsync(SqliteStorage store, string duty)
    {
        switch (duty)
        {
            case "rescue":
                Assert.Empty(await store.Queue.RescueAsync(3, 100, Cancel));
                break;
            case "expire":
                Assert.Empty(await store.Queue.ExpireAsync(100, Cancel));
                break;
            case "next wake":
                Assert.NotNull(await store.Queue.NextWakeAsync(AClaim.By(Anna).Executors, Cancel));
                break;
            case "reconcile":
                Assert.Equal(0, await store.Queue.ReconcileAsync(100, Cancel));
                break;
            case "catch up":
                var absence = new Absence(1, Noon - Duration.FromMinutes(1), Noon + Duration.FromMinutes(1));
                Assert.Equal(
                    2, (await store.Database.WriteAsync(step => new CatchUpStep(step, absence, Actor.Scheduler).CarryOut(), Cancel)).MovedBounds);
                break;
        }
    }

    private static async Task AskAsync(SqliteStorage store, string question)
    {
        RunState[] waiting = [RunState.Pending, RunState.Recovering];
        switch (question)
        {
            case "live counts":
                var counts = await store.Queries.CountAsync(new RunFilter { States = [RunState.Held, RunState.Running, .. waiting] }, Cancel);
                Assert.Equal(
                    (3, 1, 1, 1), (counts[RunState.Pending], counts[RunState.Held], counts[RunState.Recovering], counts[RunState.Running]));
                break;
            case "next due":
                var next = await store.Queries.ListAsync(
                    new RunFilter { States = waiting, DueAfter = Noon, Order = RunOrder.ByDue, Limit = 10 }, Cancel);
                Assert.Equal(["next", "last"], next.Select(run => run.Routine.Value));
                break;
            case "recent trouble":
                var trouble = await store.Queries.ListAsync(
                    new RunFilter
                    {
                        States = [RunState.Failed, RunState.Missed], EndedAfter = Noon - Duration.FromDays(1), Order = RunOrder.LastEndedFirst,
                        Limit = 10,
                    },
                    Cancel);
                Assert.Equal(["failed"], trouble.Select(run => run.Routine.Value));
                break;
            case "due by executor":
                Assert.Equal(1, (await store.Queries.CountDueAsync(Cancel))["of-another-node"]);
                break;
            case "counts of coming dates":
                Assert.Empty(await store.Queries.CountAsync(new RunFilter { From = Noon.InUtc().Date.PlusDays(1) }, Cancel));
                break;
            case "an action's selection":
                var held = new RunSelection([], new RunFilter { States = [RunState.Held] });
                Assert.False(
                    Assert.Single((await store.Actions.ActAsync(held, new RunChange.Hold(), Actor.Scheduler, null, Cancel)).Touched).Changed);
                break;
        }
    }

    /// <summary>The second time: the first one prepares its statements.</summary>
    private static async Task<long> PagesAsync(SqliteStorage store, Func<Task> act)
    {
        await act();
        return await CountedPages.DuringAsync(store, act);
    }

    private const string Future = "state = 0, claimable = 1, expires_at = start_until";
    private const string Finished = "state = 4, claimable = 0, expires_at = NULL, ended_at = due_at";
    private const string FailedLongAgo = "state = 5, claimable = 0, expires_at = NULL, ended_at = due_at - 10000000 * 86400 * 9";

    private void Copy(int count, params ReadOnlySpan<string> changes)
    {
        using var beside = file.Connect();
        foreach (var change in changes)
        {
            RunCopies.Add(beside, count, change);
        }
    }
}
