using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>What people do with runs, and what is told of it.</summary>
public abstract class RunActionsConformance : StorageConformance
{
    [Fact]
    public async Task An_action_says_what_it_touched_what_was_so_already_and_what_it_refused()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"), APlannedRun.DueAt(Noon, "c"));
        await ActAsync(new RunChange.Hold(), runs[1]);
        await ActAsync(new RunChange.Cancel(), runs[2]);

        var outcome = await ActAsync(new RunChange.Hold(), runs[0], runs[1], runs[2], runs[0], new RunId(9_999_999));

        Assert.Equal((3, false), (outcome.Selected, outcome.CountDiffers));
        Assert.Equal(
            [
                new TouchedRun(runs[0], "a", Day, RunState.Pending, RunState.Held, true),
                new TouchedRun(runs[1], "b", Day, RunState.Held, RunState.Held, false),
            ],
            outcome.Touched.OrderBy(run => run.Run.Value));
        Assert.Equal(
            [(runs[2], "ended"), (new RunId(9_999_999), "not found")],
            outcome.Refused.Select(run => (run.Run, run.Code)).OrderBy(run => run.Run.Value));
        Assert.All(outcome.Refused, refused => Assert.NotEmpty(refused.Reason));
    }

    [Fact]
    public async Task Each_accepted_change_writes_one_row_of_history_with_actor_reason_and_what_it_brought()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon)));
        await ActAsync(new RunChange.Reprioritise(7), run);
        Clock.Advance(Minute);
        await ActAsync(new RunChange.Hold(), run);
        await ActAsync(new RunChange.Hold(), run);
        await ActAsync(new RunChange.Accept(), run);

        var history = await Store.Queries.HistoryAsync(run, Cancel);

        Assert.Equal(
            [
                new RunHistoryEntry(run, Noon, RunState.Pending, RunState.Pending, "Reprioritise", "priority 50 → 7", "because", Clara, null),
                new RunHistoryEntry(run, Noon + Minute, RunState.Pending, RunState.Held, "Hold", null, "because", Clara, null),
            ],
            history);
        Assert.Equal(7, (await RowAsync(run)).Facts.Priority);
    }

    [Fact]
    public async Task Where_the_expected_count_is_another_nothing_is_changed()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"));

        var refused = await Store.Actions.ActAsync(
            new RunSelection([], new RunFilter { States = [RunState.Pending] }, ExpectedCount: 3), new RunChange.Cancel(), Clara, null, Cancel);
        Assert.Equal((2, true), (refused.Selected, refused.CountDiffers));
        Assert.Empty(refused.Touched);
        Assert.Equal(RunState.Pending, await StateAsync(runs[0]));

        var accepted = await Store.Actions.ActAsync(
            new RunSelection([], new RunFilter { States = [RunState.Pending], Limit = 1 }, ExpectedCount: 2), new RunChange.Cancel(), Clara, null,
            Cancel);
        Assert.Equal((2, false, 2), (accepted.Selected, accepted.CountDiffers, accepted.Touched.Count));
        Assert.All(await RowsAsync(), row => Assert.Equal((RunState.Cancelled, Noon), (row.Facts.State, row.EndedAt)));
    }

    [Fact]
    public async Task A_filter_selects_by_routine_state_and_order_date()
    {
        await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"));
        await LoadAsync(APlannedRun.DueAt(Noon + Duration.FromDays(1), "a"));

        var outcome = await Store.Actions.ActAsync(
            new RunSelection([], new RunFilter { Routines = ["a"], To = Day }), new RunChange.Skip(), Clara, null, Cancel);

        Assert.Equal(("a", Day), (Assert.Single(outcome.Touched).Routine.Value, outcome.Touched[0].OrderDate));
    }

    [Fact]
    public async Task A_change_that_is_not_an_action_of_people_is_refused_by_exception()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon)));

        await Assert.ThrowsAsync<ArgumentException>(() => ActAsync(new RunChange.Overlap(), run));
        Assert.Equal(RunState.Pending, await StateAsync(run));
    }

    [Fact]
    public async Task A_released_run_goes_on_where_it_was()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon).WindowUntil(Noon + Hour)));
        await ActAsync(new RunChange.Hold(), run);
        Assert.Empty(await ClaimAsync());

        await ActAsync(new RunChange.Release(), run);
        Assert.Equal([run], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_run_that_expired_while_it_was_held_is_released_with_the_window_bypassed_only()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon).WindowUntil(Noon + Hour)));
        await ActAsync(new RunChange.Hold(), run);
        Clock.Advance(Hour + Hour);

        Assert.Equal("expired", Assert.Single((await ActAsync(new RunChange.Release(), run)).Refused).Code);
        Assert.Single((await ActAsync(new RunChange.Release(BypassWindow: true), run)).Touched);
        Assert.Equal([run], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_start_by_hand_makes_a_run_due_now_and_is_recorded()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon + Hour)));

        await ActAsync(new RunChange.StartNow(Bypass.Due), run);

        Assert.Equal("StartNow", Assert.Single(await Store.Queries.HistoryAsync(run, Cancel)).Change);
        Assert.Equal([run], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_start_by_hand_may_bypass_edges()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon + Hour, "first"), APlannedRun.DueAt(Noon, "second", edges: AnEdge.To("first", Day)));
        await ActAsync(new RunChange.StartNow(Bypass.Due), runs[1]);
        Assert.Empty(await ClaimAsync());

        await ActAsync(new RunChange.StartNow(Bypass.Edges), runs[1]);
        Assert.Equal([runs[1]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_start_by_hand_may_bypass_the_routines_concurrency()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon).AtMost(1), APlannedRun.DueAt(Noon - Hour).AtMost(1));
        Assert.Equal([runs[1]], await ClaimedIdsAsync());
        Assert.Empty(await ClaimAsync());

        await ActAsync(new RunChange.StartNow(Bypass.Concurrency), runs[0]);
        Assert.Equal([runs[0]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task An_order_is_a_run_of_its_own_with_its_trigger_actor_and_reason()
    {
        var order = AnOrder.Of("prices", Day.PlusDays(-5)) with { BaseDate = Day.PlusDays(-6) };
        var made = await Store.Actions.OrderAsync(order, Clara, "file republished", Cancel);

        Assert.True(made.IsNew);
        var row = await RowAsync(made.Run);
        Assert.Equal(
            (made.Run, RunTrigger.Order, 1, Day.PlusDays(-5), Day.PlusDays(-6)), (row.Root, row.Trigger, row.Slot, row.OrderDate, row.BaseDate));
        Assert.Equal((RunState.Pending, Noon, Clara, null), (row.Facts.State, row.Facts.DueAt, row.CreatedBy, row.OrderKey));
        Assert.Equal(order.Bounds.StartUntil, row.Facts.StartUntil);
        var first = Assert.Single(await Store.Queries.HistoryAsync(made.Run, Cancel));
        Assert.Equal(("Order", "file republished", Clara), (first.Change, first.Reason, first.Actor));

        var second = await Store.Actions.OrderAsync(order with { DueAt = Noon + Hour }, Clara, null, Cancel);
        Assert.Equal((true, 2, Noon + Hour), (second.IsNew, (await RowAsync(second.Run)).Slot, (await RowAsync(second.Run)).Facts.DueAt));
    }

    [Fact]
    public async Task The_second_order_with_a_key_returns_the_first_run_also_after_it_has_ended()
    {
        var first = await Store.Actions.OrderAsync(AnOrder.Of("prices", Day, "B3-4711"), Clara, null, Cancel);
        await ActAsync(new RunChange.Cancel(), first.Run);

        var second = await Store.Actions.OrderAsync(AnOrder.Of("prices", Day.PlusDays(1), "B3-4711"), Clara, null, Cancel);

        Assert.Equal(new OrderedRun(first.Run, IsNew: false), second);
        Assert.Equal("B3-4711", Assert.Single(await RowsAsync()).OrderKey);
    }

    [Fact]
    public async Task A_rerun_is_a_new_run_of_the_same_order_date_and_root()
    {
        var failed = await ALeasedRunAsync();
        await EndAsync(AnAttempt.ThatFailed(failed));
        var template = AnOrder.Of("prices", Day) with { Terms = APlannedRun.Terms("prices") with { Version = 2 } };

        var first = await RerunAsync(failed.Lease.Run, template);
        await RunAsync(first, it => AnAttempt.ThatFailed(it));
        var second = await TryToRerunAsync(template, first);

        var made = Assert.Single(second.Made);
        Assert.Equal(new MadeRerun(first, made.Run, "prices", Day, Noon), made);
        Assert.Empty(second.Refused);
        var row = await RowAsync(made.Run);
        Assert.Equal((failed.Lease.Run, RunTrigger.Rerun, 2, Day, 2L), (row.Root, row.Trigger, row.Slot, row.OrderDate, row.Version));
        Assert.Equal((RunState.Pending, 0, 0, Clara), (row.Facts.State, row.Facts.Tries, row.Attempts, row.CreatedBy));
        Assert.Equal(RunState.Failed, await StateAsync(failed.Lease.Run));
        var history = Assert.Single(await Store.Queries.HistoryAsync(failed.Lease.Run, Cancel));
        Assert.Equal(("Rerun", "again", RunState.Failed, RunState.Failed), (history.Change, history.Reason, history.From, history.To));
    }

    [Fact]
    public async Task What_has_not_ended_is_not_rerun_nor_what_does_not_exist()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon)));

        Assert.Equal([(run, "not ended")], await RefusedAsync(run));
        Assert.Equal([(new RunId(9_999_999), "not found")], await RefusedAsync(new RunId(9_999_999)));
        await ClaimAsync();
        Assert.Equal([(run, "running")], await RefusedAsync(run));
        Assert.Single(await RowsAsync());

        async Task<IEnumerable<(RunId, string)>> RefusedAsync(RunId it) =>
            (await TryToRerunAsync(AnOrder.Of("prices", Day), it)).Refused.Select(refused => (refused.Run, refused.Code));
    }

    [Fact]
    public async Task A_rerun_of_several_says_in_their_order_what_was_made_and_what_was_refused_why()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"), APlannedRun.DueAt(Noon, "c"));
        await ActAsync(new RunChange.Cancel(), runs[0], runs[2]);

        var outcome = await RerunAllAsync(new RunSelection([runs[2], new RunId(9_999_999), runs[1], runs[0], runs[2]]));

        Assert.Equal((3, false), (outcome.Selected, outcome.CountDiffers));
        Assert.Equal([(runs[0], "a"), (runs[2], "c")], outcome.Made.Select(made => (made.Of, made.Routine.Value)));
        Assert.Equal([(new RunId(9_999_999), "not found"), (runs[1], "not ended")], outcome.Refused.Select(run => (run.Run, run.Code)));
        foreach (var made in outcome.Made)
        {
            Assert.Equal((made.Of, made.Routine, RunTrigger.Rerun, RunState.Pending), RootOf(await RowAsync(made.Run)));
            Assert.Equal($"as run {made.Run}", (await Store.Queries.HistoryAsync(made.Of, Cancel))[^1].Details);
        }

        static (RunId, Routines.RoutineKey, RunTrigger, RunState) RootOf(RunRow row) =>
            (row.Root, row.Routine, row.Trigger, row.Facts.State);
    }

    [Fact]
    public async Task Where_another_number_is_expected_nothing_is_rerun_and_the_filters_limit_does_not_count()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"));
        await ActAsync(new RunChange.Cancel(), [.. runs]);
        var cancelled = new RunFilter { States = [RunState.Cancelled], Limit = 1 };

        var refused = await RerunAllAsync(new RunSelection([], cancelled, ExpectedCount: 1));
        Assert.Equal((2, true), (refused.Selected, refused.CountDiffers));
        Assert.Empty(refused.Made);
        Assert.Equal(2, (await RowsAsync()).Count);

        Assert.Equal(runs, (await RerunAllAsync(new RunSelection([], cancelled, ExpectedCount: 2))).Made.Select(made => made.Of));
    }

    [Fact]
    public async Task Where_one_of_several_cannot_be_made_none_is()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"));
        await ActAsync(new RunChange.Cancel(), [.. runs]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Actions.RerunAsync(
            new RunSelection(runs), (run, _, _) => run.Routine == "b" ? throw new InvalidOperationException() : AnOrder.Of("a", Day), Clara, null,
            Cancel));

        Assert.Equal(2, (await RowsAsync()).Count);
        Assert.Single(await Store.Queries.HistoryAsync(runs[0], Cancel));
    }

    [Fact]
    public async Task What_was_rerun_is_not_rerun_again_by_a_filter_but_by_its_number()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon)));
        await RunAsync(run, it => AnAttempt.ThatFailed(it));
        var failed = new RunSelection([], new RunFilter { States = [RunState.Failed] });
        var first = Assert.Single((await RerunAllAsync(failed)).Made).Run;

        var repeated = await RerunAllAsync(failed);
        Assert.Empty(repeated.Made);
        Assert.Equal((run, "was rerun"), (Assert.Single(repeated.Refused).Run, repeated.Refused[0].Code));

        await RunAsync(first, it => AnAttempt.ThatFailed(it));
        var later = await RerunAllAsync(failed);
        Assert.Equal((first, run), (Assert.Single(later.Made).Of, Assert.Single(later.Refused).Run));
        await RerunAsync(run, AnOrder.Of("prices", Day));
    }

    [Fact]
    public async Task A_predecessor_and_its_successor_that_are_rerun_in_one_step_run_in_their_order()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon, "second", edges: AnEdge.To("first", Day)), APlannedRun.DueAt(Noon, "first"));
        await RunAsync(runs[1]);
        await RunAsync(runs[0]);

        var made = (await RerunAllAsync(new RunSelection(runs))).Made.ToDictionary(it => it.Routine.Value, it => it.Run);

        Assert.Equal([made["first"]], await ClaimedIdsAsync());
        Assert.Equal(1, (await RowAsync(made["second"])).UnmetEdges);
    }

    private Task<RerunOutcome> RerunAllAsync(RunSelection selection) => Store.Actions.RerunAsync(
        selection,
        (run, _, _) => AnOrder.Of(
            run.Routine.Value, run.OrderDate, key: null, run.Routine == "second" ? [AnEdge.To("first", run.OrderDate)] : []),
        Clara, "again", Cancel);

    [Fact]
    public async Task Text_that_no_database_holds_is_cleaned_and_says_so()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon)));

        await Store.Actions.ActAsync(new RunSelection([run]), new RunChange.Hold(), new Actor("cl\0ra"), "be\0cause \uD800", Cancel);

        var entry = Assert.Single(await Store.Queries.HistoryAsync(run, Cancel));
        Assert.StartsWith("be\uFFFDcause \uFFFD [2 ", entry.Reason);
        Assert.StartsWith("cl\uFFFDra", entry.Actor.Name);
    }
}
