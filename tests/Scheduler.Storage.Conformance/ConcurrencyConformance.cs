using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>A routine's MaxConcurrent, asked at the claim.</summary>
public abstract class ConcurrencyConformance : StorageConformance
{
    [Fact]
    public async Task No_more_runs_of_a_routine_are_running_than_it_allows_over_all_dates_and_nodes()
    {
        await LoadAsync(APlannedRun.DueAt(Noon, on: Day.PlusDays(-1)).AtMost(2), APlannedRun.DueAt(Noon - Minute, on: Day.PlusDays(-1)).AtMost(2));
        await LoadAsync(APlannedRun.DueAt(Noon).AtMost(2), APlannedRun.DueAt(Noon - Minute).AtMost(2), APlannedRun.DueAt(Noon, "other").AtMost(1));

        var first = await ClaimAsync(node: Anna);
        Assert.Equal(["other", "prices", "prices"], first.Select(run => run.Routine.Value).Order(StringComparer.Ordinal));
        Assert.Empty(await ClaimAsync(node: Ben));

        await EndAsync(AnAttempt.ThatSucceeded(first.First(run => run.Routine == "prices")));
        Assert.Equal("prices", Assert.Single(await ClaimAsync(node: Ben)).Routine.Value);
    }

    [Fact]
    public async Task A_run_between_two_attempts_takes_up_no_place_and_needs_one_again()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon - Minute).AtMost(1), APlannedRun.DueAt(Noon).AtMost(1));
        await RunAsync(runs[0], it => AnAttempt.ToBeRetried(it, after: Minute));
        Assert.Equal([runs[1]], await ClaimedIdsAsync());

        Clock.Advance(Minute);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Lapsed_and_handed_back_runs_give_their_place_back()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon - Minute).AtMost(1), APlannedRun.DueAt(Noon).AtMost(1));
        await ClaimAsync();
        Clock.Advance(Hour);
        Assert.Empty(await ClaimAsync());

        await Store.Queue.RescueAsync(3, 10, Cancel);
        var again = Assert.Single(await ClaimAsync());
        await EndAsync(AnAttempt.HandedBack(again));
        Assert.Contains(Assert.Single(await ClaimedIdsAsync()), runs);
    }

    [Fact]
    public async Task Where_no_limit_is_named_there_is_none()
    {
        await LoadAsync([.. Enumerable.Range(0, 40).Select(i => APlannedRun.DueAt(Noon - (i * Minute)))]);

        Assert.Equal(40, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task Where_the_policy_is_skip_a_due_run_of_a_full_routine_ends_and_what_waits_for_it_goes_on()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon - Minute).AtMost(1, OverlapPolicy.Skip), APlannedRun.DueAt(Noon).AtMost(1, OverlapPolicy.Skip),
            APlannedRun.DueAt(Noon + Hour).AtMost(1, OverlapPolicy.Skip));

        Assert.Equal([runs[0]], await ClaimedIdsAsync());

        var skipped = await RowAsync(runs[1]);
        Assert.Equal((RunState.Skipped, EndCause.Overlap, Noon), (skipped.Facts.State, skipped.Facts.Cause, skipped.EndedAt));
        var entry = Assert.Single(await Store.Queries.HistoryAsync(runs[1], Cancel));
        Assert.Equal(("Overlap", "anna"), (entry.Change, entry.Actor.Name));
        Assert.Equal(RunState.Pending, await StateAsync(runs[2]));
    }

    [Fact]
    public async Task An_overlap_that_frees_a_successor_wakes_who_sleeps()
    {
        await LoadAsync(APlannedRun.DueAt(Noon - Minute, on: Day.PlusDays(-1)).AtMost(1, OverlapPolicy.Skip));
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon).AtMost(1, OverlapPolicy.Skip), APlannedRun.DueAt(Noon, "second", edges: AnEdge.To("prices", Day)));
        var seen = await Store.Signal.WaitAsync(0, Cancel);
        var sleeper = Store.Signal.WaitAsync(seen, Cancel);

        Assert.Single(await ClaimAsync());

        Assert.True(await sleeper > seen);
        Assert.Equal([runs[1]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task An_overlap_skips_nothing_that_has_started_before()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon - Minute).AtMost(1, OverlapPolicy.Skip), APlannedRun.DueAt(Noon + Minute).AtMost(1, OverlapPolicy.Skip));
        await RunAsync(runs[0], it => AnAttempt.ToBeRetried(it, after: Hour));
        Clock.Advance(Minute);
        Assert.Equal([runs[1]], await ClaimedIdsAsync());

        Clock.Advance(Hour);
        Assert.Empty(await ClaimAsync());
        Assert.Equal(RunState.Recovering, await StateAsync(runs[0]));
    }

    [Fact]
    public async Task One_claim_ends_no_more_than_five_hundred_runs_by_overlap_and_leaves_the_rest_to_the_next()
    {
        var runs = Enumerable.Range(0, ClaimChoices.MostOverlaps + 3)
            .Select(i => APlannedRun.DueAt(Noon - Duration.FromSeconds(i)).AtMost(1, OverlapPolicy.Skip)).ToList();
        await Store.Loads.LoadAsync(ALoad.On(Day, "plan", runs), Cancel);

        Assert.Single(await ClaimAsync());
        Assert.Equal((ClaimChoices.MostOverlaps, 2), await SkippedAndPendingAsync());

        Assert.Empty(await ClaimAsync());
        Assert.Equal((ClaimChoices.MostOverlaps + 2, 0), await SkippedAndPendingAsync());
    }

    private async Task<(int Skipped, int Pending)> SkippedAndPendingAsync()
    {
        var counts = await Store.Queries.CountAsync(new RunFilter(), Cancel);
        return (counts.GetValueOrDefault(RunState.Skipped), counts.GetValueOrDefault(RunState.Pending));
    }

    [Fact]
    public async Task A_full_routine_at_the_head_of_the_queue_does_not_keep_others_waiting()
    {
        const int Full = 20_000;
        var runs = new List<PlannedRun>(Full + 5);
        runs.AddRange(Enumerable.Range(0, Full).Select(i => APlannedRun.DueAt(Noon - Duration.FromSeconds(i), "full").AtMost(1).Priority(1)));
        runs.AddRange(Enumerable.Range(0, 5).Select(i => APlannedRun.DueAt(Noon, $"other-{i}").AtMost(1).Priority(2)));
        await Store.Loads.LoadAsync(ALoad.On(Day, "plan", runs), Cancel);

        var claimed = await ClaimAsync(places: 10);

        Assert.Equal(6, claimed.Count);
        Assert.Single(claimed, run => run.Routine == "full");
        Assert.Empty(await ClaimAsync(places: 10));
    }
}
