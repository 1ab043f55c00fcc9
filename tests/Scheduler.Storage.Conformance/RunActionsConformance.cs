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

        var first = await Store.Actions.RerunAsync(failed.Lease.Run, template, Clara, "again", Cancel);
        await RunAsync(first.Run!.Value, it => AnAttempt.ThatFailed(it));
        var second = await Store.Actions.RerunAsync(first.Run.Value, template, Clara, "and again", Cancel);

        Assert.Equal((null, null), (first.Refused, second.Refused));
        var row = await RowAsync(second.Run!.Value);
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

        Assert.Equal("not ended", (await Store.Actions.RerunAsync(run, AnOrder.Of("prices", Day), Clara, null, Cancel)).Refused?.Code);
        Assert.Equal(
            "not found", (await Store.Actions.RerunAsync(new RunId(9_999_999), AnOrder.Of("prices", Day), Clara, null, Cancel)).Refused?.Code);
        await ClaimAsync();
        Assert.Equal("running", (await Store.Actions.RerunAsync(run, AnOrder.Of("prices", Day), Clara, null, Cancel)).Refused?.Code);
        Assert.Single(await RowsAsync());
    }

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
