using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>Loading a date, and loading it again.</summary>
public abstract class LoadLedgerConformance : StorageConformance
{
    private static readonly PlannedRun AtNoon = APlannedRun.DueAt(Noon);
    private static readonly PlannedRun AtOne = APlannedRun.DueAt(Noon + Hour);
    private static readonly PlannedRun AtTwo = APlannedRun.DueAt(Noon + Hour + Hour);

    [Fact]
    public async Task A_load_puts_the_plan_into_the_queue()
    {
        var planned = AtNoon with { BaseDate = Day.PlusDays(-3), DueAt = Noon + Minute };
        var outcome = await Store.Loads.LoadAsync(ALoad.On(Day, "plan", planned.Priority(7).AtMost(2, OverlapPolicy.Skip)), Cancel);

        Assert.Equal((LoadResult.Loaded, null, Noon), (outcome.Result, outcome.Before, outcome.AsOf));
        Assert.Equal(new LoadCounts(1, 1, 0, 0, Added: 1, 0, 0, 0, 0, 0, 0), outcome.Counts);
        Assert.Empty(outcome.Changes);
        var row = Assert.Single(await RowsAsync());
        Assert.Equal(
            (row.Id, new RoutineKey("prices"), 1L, Day, Day.PlusDays(-3)), (row.Root, row.Routine, row.Version, row.OrderDate, row.BaseDate));
        Assert.Equal((RunTrigger.Planned, planned.Slot, Noon, APlannedRun.Executor), (row.Trigger, row.Slot, row.PlannedAt, row.Executor));
        Assert.Equal((2, OverlapPolicy.Skip, Noon), (row.MaxConcurrent, row.Overlap, row.CreatedAt));
        Assert.Equal(FirstFacts.Of(planned.Terms, Noon + Minute, planned.Bounds) with { Priority = 7 }, row.Facts);
        Assert.Equal((0, 0, null, null, null), (row.Attempts, row.UnmetEdges, row.Node, row.StartedAt, row.EndedAt));
    }

    [Fact]
    public async Task Runs_get_their_ids_in_the_order_in_which_they_become_due()
    {
        await Store.Loads.LoadAsync(ALoad.On(Day, "plan", AtTwo, AtNoon, APlannedRun.DueAt(Noon + Hour, "a"), APlannedRun.DueAt(Noon, "z")), Cancel);

        var ids = (await RowsAsync()).OrderBy(row => row.Id.Value).Select(row => (row.Facts.DueAt, row.Routine.Value));
        Assert.Equal([(Noon, "prices"), (Noon, "z"), (Noon + Hour, "a"), (Noon + Hour + Hour, "prices")], ids);
    }

    [Fact]
    public async Task A_load_writes_its_row_and_one_row_per_distinct_set_of_reasons()
    {
        var plan = ALoad.On(Day, "plan", AtNoon)
            .Against("Holiday(b3)", "b", "a").Against("NotInCron(month)", "c").Against("Holiday(b3)", "d");
        var load = plan.Undecided("c");

        var counts = (await Store.Loads.LoadAsync(load, Cancel)).Counts;

        Assert.Equal((5, 1, 4, 1), (counts.Processed, counts.Planned, counts.Ignored, counts.Undecided));
        Assert.Equal(
            new LoadRow(Day, LoadState.LoadedWithErrors, "plan", null, Noon, "ByHand", new Actor("loader"), counts, null, IncludesEarlier: false),
            await Store.Loads.FindAsync(Day, Cancel));
        var against = await Store.Loads.ReadDecisionsAsync(Day, Cancel);
        Assert.Equal(["Holiday(b3)", "NotInCron(month)"], against.Select(decided => Assert.Single(decided.Reasons)).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["a", "b", "d"],
            against.Single(decided => decided.Reasons[0] == "Holiday(b3)").Routines.Select(key => key.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_reload_cannot_decide_keeps_what_it_has_and_all_else_is_reloaded()
    {
        var gated = APlannedRun.DueAt(Noon + Hour, "undecided", edges: AnEdge.To("prices", Day));
        var runs = await LoadAsync(AtOne, gated);
        var before = await RowAsync(runs[1]);

        var outcome = await Store.Loads.LoadAsync(
            ALoad.On(Day, "two").Against("Holiday(b3)", "prices").Against("Undecided(CalendarEnds)", "undecided").Undecided("undecided")
                with { CalendarsAsOf = 2 },
            Cancel);

        Assert.Equal((LoadResult.Reloaded, 1, 1), (outcome.Result, outcome.Counts.Superseded, outcome.Counts.Undecided));
        Assert.Equal(runs[0], Assert.Single(outcome.Changes).Run);
        Assert.Equal(LoadState.LoadedWithErrors, (await Store.Loads.FindAsync(Day, Cancel))?.State);
        Assert.Equal(before with { UnmetEdges = 0 }, (await RowAsync(runs[1])) with { UnmetEdges = 0 });
        Clock.Reset(Noon + Hour);
        Assert.Equal((runs[1], 1L), (await ClaimAsync()).Select(run => (run.Lease.Run, run.CalendarsAsOf)).Single());
    }

    [Fact]
    public async Task A_reload_replaces_the_decisions()
    {
        await Store.Loads.LoadAsync(ALoad.On(Day, "one", AtNoon).Against("Holiday", "a"), Cancel);
        await Store.Loads.LoadAsync(ALoad.On(Day, "two", AtNoon).Against("Inactive", "a", "b"), Cancel);

        var against = Assert.Single(await Store.Loads.ReadDecisionsAsync(Day, Cancel));
        Assert.Equal(("Inactive", 2), (Assert.Single(against.Reasons), against.Routines.Count));
    }

    [Fact]
    public async Task The_same_plan_again_changes_nothing_and_says_so()
    {
        await LoadAsync(AtNoon);
        var before = await Store.Loads.FindAsync(Day, Cancel);
        Clock.Advance(Hour);

        var outcome = await Store.Loads.LoadAsync(ALoad.Of(AtNoon), Cancel);

        Assert.Equal((LoadResult.AlreadyLoaded, before), (outcome.Result, outcome.Before));
        Assert.Empty(outcome.Changes);
        Assert.Equal(before, await Store.Loads.FindAsync(Day, Cancel));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task Another_plan_moves_what_has_not_started_adds_what_is_new_and_supersedes_what_is_gone()
    {
        var moved = Assert.Single(await LoadAsync(AtOne));
        await ActAsync(new RunChange.Reprioritise(3), moved);

        var outcome = await Store.Loads.LoadAsync(ALoad.On(Day, "two", AtTwo.Version(2), APlannedRun.DueAt(Noon, "other")), Cancel);

        Assert.Equal(LoadResult.Reloaded, outcome.Result);
        Assert.Equal((1, 1, 0), (outcome.Counts.Added, outcome.Counts.Moved, outcome.Counts.Superseded));
        Assert.Contains(new LoadChange(LoadChangeKind.Moved, moved, "prices", AtOne.Slot, AtTwo.Slot), outcome.Changes);
        Assert.Contains(outcome.Changes, change => change is { Kind: LoadChangeKind.Added, Run: not null } && change.Routine == "other");
        var row = await RowAsync(moved);
        Assert.Equal((AtTwo.Slot, AtTwo.PlannedAt, 2L, 3), (row.Slot, row.PlannedAt, row.Version, row.Facts.Priority));
        Assert.Equal((AtTwo.DueAt, AtTwo.Bounds.StartUntil), (row.Facts.DueAt, row.Facts.StartUntil));

        var gone = await Store.Loads.LoadAsync(ALoad.On(Day, "three", APlannedRun.DueAt(Noon, "other")), Cancel);
        Assert.Equal(1, gone.Counts.Superseded);
        Assert.Equal(RunState.Superseded, await StateAsync(moved));
        Assert.Equal(["Reprioritise", "ReloadMoved", "ReloadGone"], (await Store.Queries.HistoryAsync(moved, Cancel)).Select(entry => entry.Change));
    }

    [Fact]
    public async Task A_held_run_is_moved_and_stays_held()
    {
        var run = Assert.Single(await LoadAsync(AtOne));
        await ActAsync(new RunChange.Hold(), run);

        await LoadAsync(AtTwo);

        Assert.Equal(
            (RunState.Held, AtTwo.Slot, AtTwo.DueAt),
            ((await RowAsync(run)).Facts.State, (await RowAsync(run)).Slot, (await RowAsync(run)).Facts.DueAt));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task A_held_run_that_leaves_the_plan_is_marked_and_loses_the_mark_when_it_is_back()
    {
        var run = Assert.Single(await LoadAsync(AtOne));
        await ActAsync(new RunChange.Hold(), run);

        var gone = await Store.Loads.LoadAsync(ALoad.On(Day, "nothing"), Cancel);
        Assert.Equal((1, true), (gone.Counts.MarkedNotInPlan, (await RowAsync(run)).Facts.NotInPlan));

        await LoadAsync(AtOne);
        Assert.Equal((RunState.Held, false), ((await RowAsync(run)).Facts.State, (await RowAsync(run)).Facts.NotInPlan));
    }

    [Fact]
    public async Task A_running_run_that_leaves_the_plan_is_marked_goes_on_and_loses_the_mark_when_it_is_back()
    {
        var run = await ALeasedRunAsync(AtNoon);

        await Store.Loads.LoadAsync(ALoad.On(Day, "nothing"), Cancel);
        Assert.Equal((RunState.Running, true), ((await RowAsync(run.Lease.Run)).Facts.State, (await RowAsync(run.Lease.Run)).Facts.NotInPlan));

        var back = await Store.Loads.LoadAsync(ALoad.On(Day, "again", AtNoon.Version(2)), Cancel);
        Assert.Equal(LoadChangeKind.InPlanAgain, Assert.Single(back.Changes).Kind);
        var row = await RowAsync(run.Lease.Run);
        Assert.Equal((RunState.Running, false, 1L, run.Lease.Token), (row.Facts.State, row.Facts.NotInPlan, row.Version, row.Facts.Token));
        Assert.Equal(RunState.Succeeded, (await EndAsync(AnAttempt.ThatSucceeded(run)))?.State);
    }

    [Fact]
    public async Task A_slot_that_is_planned_again_revives_its_superseded_run()
    {
        var run = Assert.Single(await LoadAsync(AtOne));
        await Store.Loads.LoadAsync(ALoad.On(Day, "nothing"), Cancel);
        Assert.Equal((RunState.Superseded, Noon), ((await RowAsync(run)).Facts.State, (await RowAsync(run)).EndedAt));

        var outcome = await Store.Loads.LoadAsync(ALoad.On(Day, "again", AtOne.Version(2)), Cancel);

        Assert.Equal(1, outcome.Counts.Revived);
        var row = Assert.Single(await RowsAsync());
        Assert.Equal((run, RunState.Pending, 2L, null), (row.Id, row.Facts.State, row.Version, row.EndedAt));
        Clock.Reset(AtOne.DueAt);
        Assert.Equal([run], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task What_a_person_did_to_a_superseded_run_is_forgotten_when_it_is_planned_again()
    {
        var gated = AtOne with { Edges = [AnEdge.To("other", Day, ifNotPlanned: IfNotPlanned.Wait)] };
        var run = Assert.Single(await LoadAsync(gated));
        await ActAsync(new RunChange.StartNow(Bypass.Edges), run);
        await Store.Loads.LoadAsync(ALoad.On(Day, "nothing"), Cancel);

        await Store.Loads.LoadAsync(ALoad.On(Day, "again", gated), Cancel);

        Assert.Equal((RunState.Pending, AtOne.DueAt, 1), await StandingAsync());
        Clock.Reset(AtOne.DueAt);
        Assert.Empty(await ClaimedIdsAsync());
        await Store.Loads.LoadAsync(ALoad.On(Day, "twice", gated.Version(2)), Cancel);
        Assert.Equal((RunState.Pending, AtOne.DueAt, 1), await StandingAsync());

        async Task<(RunState, Instant, int)> StandingAsync()
        {
            var row = await RowAsync(run);
            return (row.Facts.State, row.Facts.DueAt, row.UnmetEdges);
        }
    }

    [Fact]
    public async Task A_run_that_has_started_or_that_a_person_closed_stands_for_the_slot_it_pairs_with()
    {
        var run = await ALeasedRunAsync(AtNoon);
        await EndAsync(AnAttempt.ThatSucceeded(run));

        var outcome = await Store.Loads.LoadAsync(ALoad.On(Day, "two", AtOne), Cancel);

        Assert.Equal(new LoadChange(LoadChangeKind.AlreadyRan, run.Lease.Run, "prices", AtNoon.Slot, AtOne.Slot), Assert.Single(outcome.Changes));
        Assert.Equal((1, 0), (outcome.Counts.StandingFor, outcome.Counts.Added));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task A_started_run_that_stands_for_a_slot_after_it_had_left_the_plan_is_in_it_again()
    {
        var run = await ALeasedRunAsync(AtNoon);
        await EndAsync(AnAttempt.ToBeRetried(run, after: Minute));
        await Store.Loads.LoadAsync(ALoad.On(Day, "nothing"), Cancel);
        Assert.True((await RowAsync(run.Lease.Run)).Facts.NotInPlan);

        var outcome = await Store.Loads.LoadAsync(ALoad.On(Day, "two", AtOne), Cancel);

        Assert.Equal(LoadChangeKind.AlreadyRan, Assert.Single(outcome.Changes).Kind);
        var row = await RowAsync(run.Lease.Run);
        Assert.Equal((RunState.Recovering, false, AtNoon.Slot), (row.Facts.State, row.Facts.NotInPlan, row.Slot));
        var last = (await Store.Queries.HistoryAsync(run.Lease.Run, Cancel))[^1];
        Assert.Equal(("ReloadMoved", "not NotInPlan"), (last.Change, last.Details));
    }

    [Fact]
    public async Task A_new_version_at_the_same_slot_repins_what_has_not_started_only()
    {
        var runs = await LoadAsync(AtNoon, AtOne);
        await ClaimAsync();

        var outcome = await Store.Loads.LoadAsync(ALoad.On(Day, "two", AtNoon.Version(2), AtOne.Version(2).By("copy").AtMost(4)), Cancel);

        Assert.Equal((LoadChangeKind.Repinned, runs[1]), (Assert.Single(outcome.Changes).Kind, outcome.Changes[0].Run));
        Assert.Equal(1L, (await RowAsync(runs[0])).Version);
        Assert.Equal(
            (2L, "copy", 4), ((await RowAsync(runs[1])).Version, (await RowAsync(runs[1])).Executor, (await RowAsync(runs[1])).MaxConcurrent));
        Clock.Reset(AtOne.DueAt);
        Assert.Equal([runs[1]], await ClaimedIdsAsync(10, Ben, "copy"));
    }

    [Fact]
    public async Task What_a_person_started_or_let_past_its_window_a_reload_does_not_send_back()
    {
        var (later, window) = (APlannedRun.DueAt(Noon + Hour + Hour + Hour, "later"), APlannedRun.DueAt(Noon, "window").WindowUntil(Noon + Hour));
        var runs = await LoadAsync(window, later);
        var (past, early) = (runs[0], runs[1]);
        await ActAsync(new RunChange.Hold(), past);
        Clock.Advance(Hour + Hour);
        await ActAsync(new RunChange.StartNow(Bypass.Due), early);
        await ActAsync(new RunChange.Release(BypassWindow: true), past);

        await Store.Loads.LoadAsync(ALoad.On(Day, "two", later.Version(2), window.Version(2)), Cancel);

        Assert.Equal((2L, 2L), ((await RowAsync(early)).Version, (await RowAsync(past)).Version));
        Assert.Equal(new HashSet<RunId> { early, past }, (await ClaimedIdsAsync()).ToHashSet());
    }

    [Fact]
    public async Task A_calendar_that_says_otherwise_gives_what_has_not_started_other_bounds_and_edges_under_the_same_version()
    {
        var runs = await LoadAsync(AtOne, AtTwo, APlannedRun.DueAt(Noon + Hour, "other", edges: AnEdge.To("prices", Day)));
        var later = AtOne with { Bounds = AtOne.Bounds with { KeepUntil = AtOne.Bounds.KeepUntil + Hour } };

        var outcome = await Store.Loads.LoadAsync(
            ALoad.On(Day, "two", later, AtTwo, APlannedRun.DueAt(Noon + Hour, "other", edges: AnEdge.To("prices", Day.PlusDays(-1)))), Cancel);

        Assert.Equal(new HashSet<RunId?> { runs[0], runs[2] }, outcome.Changes.Select(change => change.Run).ToHashSet());
        Assert.All(outcome.Changes, change => Assert.Equal(LoadChangeKind.Repinned, change.Kind));
        Assert.Equal(later.Bounds.StartUntil, (await RowAsync(runs[0])).Facts.StartUntil);
        Assert.Equal(0, (await RowAsync(runs[2])).UnmetEdges);
    }

    [Fact]
    public async Task A_load_pins_its_calendars_and_a_reload_pins_anew_what_has_not_started_only()
    {
        var plan = new[]
        {
            APlannedRun.DueAt(Noon, "started"), APlannedRun.DueAt(Noon, "retried"), APlannedRun.DueAt(Noon + Minute, "waits"),
            APlannedRun.DueAt(Noon + Minute, "held"), APlannedRun.DueAt(Noon + Minute, "moved"),
        };
        await Store.Loads.LoadAsync(ALoad.On(Day, "plan", plan) with { CalendarsAsOf = 7 }, Cancel);
        var runs = await IdsOfAsync(plan);
        var elsewhere = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon + Minute, "waits", Day.PlusDays(1))));
        var order = AnOrder.Of("waits", Day) with { DueAt = Noon + Minute, CalendarsAsOf = 5 };
        var ordered = (await Store.Actions.OrderAsync(order, Clara, null, Cancel)).Run;
        var started = await ClaimAsync();
        Assert.Equal(new[] { (runs[0], 7L), (runs[1], 7L) }.ToHashSet(), started.Select(run => (run.Lease.Run, run.CalendarsAsOf)).ToHashSet());
        await EndAsync(AnAttempt.ToBeRetried(started.Single(run => run.Routine == "retried"), after: Minute));
        await ActAsync(new RunChange.Hold(), runs[1], runs[3]);

        plan[4] = APlannedRun.DueAt(Noon + Minute + Minute, "moved");
        var added = APlannedRun.DueAt(Noon + Minute, "added");
        await Store.Loads.LoadAsync(ALoad.On(Day, "plan of other calendars", [.. plan, added]) with { CalendarsAsOf = 9, FutureOnly = true }, Cancel);

        Clock.Advance(Hour);
        await ActAsync(new RunChange.Release(), runs[1], runs[3]);
        Assert.Single(await Store.Queue.RescueAsync(3, 10, Cancel));
        var pins = (await ClaimAsync()).ToDictionary(run => run.Lease.Run, run => run.CalendarsAsOf);
        Assert.Equal([7, 7, 9, 9, 9], runs.Select(run => pins[run]));
        Assert.Equal((9, 1, 5), (pins[(await IdsOfAsync(added))[0]], pins[elsewhere], pins[ordered]));
    }

    [Fact]
    public async Task A_slot_that_is_planned_again_takes_the_calendars_of_the_load_that_plans_it()
    {
        var (stays, goes) = (APlannedRun.DueAt(Noon, "stays"), APlannedRun.DueAt(Noon, "goes"));
        await LoadAsync(stays, goes);
        await Store.Loads.LoadAsync(ALoad.On(Day, "without", stays) with { CalendarsAsOf = 2 }, Cancel);
        await Store.Loads.LoadAsync(ALoad.On(Day, "with it again", stays, goes) with { CalendarsAsOf = 3 }, Cancel);

        Assert.Equal([3, 3], (await ClaimAsync()).Select(run => run.CalendarsAsOf));
    }

    [Fact]
    public async Task For_the_future_only_a_slot_that_is_not_later_than_now_is_paired_but_neither_added_nor_moved_to()
    {
        var moving = Assert.Single(await LoadAsync(AtTwo));

        var outcome = await Store.Loads.LoadAsync(
            ALoad.On(Day, "two", AtNoon, APlannedRun.DueAt(Noon, "other"), APlannedRun.DueAt(Noon + Minute, "another")) with { FutureOnly = true },
            Cancel);

        Assert.Equal((0, 1), (outcome.Counts.Moved, outcome.Counts.Added));
        Assert.Equal(2, outcome.Changes.Count(change => change.Kind == LoadChangeKind.TooLate));
        Assert.Equal((RunState.Pending, AtTwo.Slot), ((await RowAsync(moving)).Facts.State, (await RowAsync(moving)).Slot));
    }

    [Fact]
    public async Task The_first_load_of_a_date_adds_earlier_slots_although_it_is_for_the_future_only()
    {
        var outcome = await Store.Loads.LoadAsync(ALoad.On(Day, "one", APlannedRun.DueAt(Noon - Hour)) with { FutureOnly = true }, Cancel);

        Assert.Equal(1, outcome.Counts.Added);
    }

    [Fact]
    public async Task Runs_of_a_retired_routine_say_why_they_are_superseded()
    {
        var run = Assert.Single(await LoadAsync(AtOne));

        await Store.Loads.LoadAsync(ALoad.On(Day, "nothing") with { Retired = new HashSet<RoutineKey> { "prices" } }, Cancel);

        Assert.Equal((RunState.Superseded, EndCause.Retired), ((await RowAsync(run)).Facts.State, (await RowAsync(run)).Facts.Cause));
    }

    [Fact]
    public async Task Runs_that_leave_the_plan_say_why_in_their_history()
    {
        var (closed, moved) = (APlannedRun.DueAt(Noon + Hour, "closed"), APlannedRun.DueAt(Noon + Hour, "fewer"));
        var runs = await LoadAsync(closed, moved, APlannedRun.DueAt(Noon + Hour + Hour, "fewer"), APlannedRun.DueAt(Noon + Hour, "gone"));
        var held = Assert.Single(await IdsOfAsync(closed));
        await ActAsync(new RunChange.Hold(), held);

        await Store.Loads.LoadAsync(
            ALoad.On(Day, "two", moved).Against("Holiday(b3, \"Carnaval\")", "closed") with { Retired = new HashSet<RoutineKey> { "gone" } }, Cancel);

        Assert.Equal(
            ["NotInPlan; Holiday(b3, \"Carnaval\")", "SlotNotPlanned", "Retired"],
            [await LastDetailsAsync(held), await LastDetailsAsync(runs[2]), await LastDetailsAsync(runs[3])]);

        async Task<string?> LastDetailsAsync(RunId run) => (await Store.Queries.HistoryAsync(run, Cancel))[^1].Details;
    }

    [Fact]
    public async Task What_is_included_although_it_is_late_keeps_its_bounds_that_much_later_and_has_no_window()
    {
        var early = APlannedRun.DueAt(Noon - Hour).WindowUntil(Noon - Minute);
        await Store.Loads.LoadAsync(ALoad.On(Day, "one", early, AtOne) with { IncludesEarlier = true }, Cancel);

        var facts = (await RowAsync((await IdsOfAsync(early))[0])).Facts;
        Assert.Equal(
            early.Bounds.Late(Hour),
            early.Bounds with { WindowUntil = null, KeepUntil = facts.StartUntil, RetryUntil = facts.RetryUntil, PollUntil = facts.PollUntil });
        Assert.Equal(AtOne.Bounds.StartUntil, (await RowAsync((await IdsOfAsync(AtOne))[0])).Facts.StartUntil);

        await Store.Loads.LoadAsync(ALoad.On(Day, "two", early.Version(2), AtOne), Cancel);
        Assert.Equal(facts, (await RowAsync((await IdsOfAsync(early))[0])).Facts);
    }

    [Fact]
    public async Task What_was_in_time_when_it_was_made_keeps_its_window_at_a_reload_that_includes_earlier()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon + Minute).WindowUntil(Noon + Hour)));
        var before = (await RowAsync(run)).Facts;
        Clock.Advance(Hour / 2);

        var second = APlannedRun.DueAt(Noon + Minute).WindowUntil(Noon + Hour).Version(2);
        await Store.Loads.LoadAsync(ALoad.On(Day, "two", second) with { IncludesEarlier = true }, Cancel);

        Assert.Equal((2L, before), ((await RowAsync(run)).Version, (await RowAsync(run)).Facts));
    }

    [Fact]
    public async Task A_preview_says_what_a_load_would_do_and_writes_nothing()
    {
        var run = Assert.Single(await LoadAsync(AtOne));
        var row = await RowAsync(run);
        var load = ALoad.On(Day, "two", AtTwo, APlannedRun.DueAt(Noon, "other"));

        var preview = await Store.Loads.PreviewAsync(load, Cancel);

        Assert.Equal(row, await RowAsync(run));
        Assert.Single(await RowsAsync());
        Assert.NotEqual("two", (await Store.Loads.FindAsync(Day, Cancel))?.Hash);
        var outcome = await Store.Loads.LoadAsync(load with { ExpectedHash = "two" }, Cancel);
        Assert.Equal((preview.Result, preview.Counts), (outcome.Result, outcome.Counts));
        Assert.Equal(preview.Changes, outcome.Changes.Select(change => change.Kind == LoadChangeKind.Added ? change with { Run = null } : change));
    }

    [Fact]
    public async Task A_plan_that_has_changed_since_the_preview_is_not_applied()
    {
        await LoadAsync(AtOne);

        var outcome = await Store.Loads.LoadAsync(ALoad.On(Day, "three", AtTwo) with { ExpectedHash = "two" }, Cancel);

        Assert.Equal(LoadResult.PlanChanged, outcome.Result);
        Assert.Equal(AtOne.Slot, Assert.Single(await RowsAsync()).Slot);
    }

    [Fact]
    public async Task A_plan_of_definitions_that_have_changed_since_is_neither_loaded_nor_previewed()
    {
        var load = ALoad.Of(AtOne) with { DefinitionsMark = await Store.Routines.ReadMarkAsync(Cancel) };
        await Store.Routines.RegisterAsync(ADefinition.Set(ADefinition.OfRoutine("prices")), Clara, Cancel);

        Assert.Equal(LoadResult.DefinitionsChanged, (await Store.Loads.PreviewAsync(load, Cancel)).Result);
        Assert.Equal(LoadResult.DefinitionsChanged, (await Store.Loads.LoadAsync(load, Cancel)).Result);
        Assert.Empty(await RowsAsync());
        Assert.Null(await Store.Loads.FindAsync(Day, Cancel));

        var again = load with { DefinitionsMark = await Store.Routines.ReadMarkAsync(Cancel) };
        Assert.Equal(LoadResult.Loaded, (await Store.Loads.LoadAsync(again, Cancel)).Result);
    }

    [Fact]
    public async Task A_plan_that_is_not_whole_loads_a_date_that_is_not_loaded_and_leaves_one_that_is()
    {
        var run = Assert.Single(await LoadAsync(AtOne));
        var tomorrow = APlannedRun.DueAt(Noon + Duration.FromDays(1));

        var left = await Store.Loads.LoadAsync(ALoad.On(Day, "two", AtTwo) with { IsWhole = false }, Cancel);
        var first = await Store.Loads.LoadAsync(ALoad.Of(tomorrow) with { IsWhole = false }, Cancel);

        Assert.Equal((LoadResult.DefinitionsUnreadable, LoadResult.Loaded), (left.Result, first.Result));
        Assert.Empty(left.Changes);
        Assert.Equal(AtOne.Slot, (await RowAsync(run)).Slot);
    }

    [Fact]
    public async Task A_plan_without_the_settings_that_it_rests_on_loads_nothing()
    {
        var unknown = ALoad.Of(AtOne) with { IsWhole = false, HasSettings = false };

        Assert.Equal(LoadResult.DefinitionsUnreadable, (await Store.Loads.PreviewAsync(unknown, Cancel)).Result);
        Assert.Equal(LoadResult.DefinitionsUnreadable, (await Store.Loads.LoadAsync(unknown, Cancel)).Result);
        Assert.Empty(await RowsAsync());
        Assert.Null(await Store.Loads.FindAsync(Day, Cancel));
    }

    [Fact]
    public async Task Loading_after_a_run_has_ended_does_not_make_it_again()
    {
        var run = await ALeasedRunAsync(AtNoon);
        await EndAsync(AnAttempt.ThatFailed(run));

        await Store.Loads.LoadAsync(ALoad.On(Day, "again", AtNoon.Version(2)), Cancel);

        Assert.Equal((run.Lease.Run, RunState.Failed), (Assert.Single(await RowsAsync()).Id, (await RowsAsync())[0].Facts.State));
    }

    [Fact]
    public async Task Orders_and_reruns_never_use_up_a_planned_slot_nor_does_a_reload_touch_them()
    {
        var ordered = (await Store.Actions.OrderAsync(AnOrder.Of("prices", Day), Clara, null, Cancel)).Run;
        await LoadAsync(APlannedRun.DueAt(Noon) with { Slot = 1 });
        await Store.Loads.LoadAsync(ALoad.On(Day, "nothing"), Cancel);

        Assert.Equal(RunState.Pending, await StateAsync(ordered));
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task A_load_of_one_date_leaves_other_dates_alone()
    {
        var tomorrow = APlannedRun.DueAt(Noon + Duration.FromDays(1));
        var run = Assert.Single(await LoadAsync(tomorrow));

        await Store.Loads.LoadAsync(ALoad.On(Day, "nothing"), Cancel);

        Assert.Equal(RunState.Pending, await StateAsync(run));
        Assert.Equal([Day, Day.PlusDays(1)], (await Store.Loads.ListAsync(Day, Day.PlusDays(1), Cancel)).Select(row => row.Date));
        Assert.Equal([Day.PlusDays(1)], (await Store.Loads.ListAsync(Day.PlusDays(1), Day.PlusDays(9), Cancel)).Select(row => row.Date));
        Assert.Null(await Store.Loads.FindAsync(Day.PlusDays(2), Cancel));
    }

    [Fact]
    public async Task A_load_names_one_date_and_each_slot_once()
    {
        var stranger = ALoad.On(Day, "plan", APlannedRun.DueAt(Noon + Duration.FromDays(1)));
        var twice = ALoad.On(Day, "plan", AtNoon, AtNoon);

        Assert.Contains("prices", (await Assert.ThrowsAsync<ArgumentException>(() => Store.Loads.LoadAsync(stranger, Cancel))).Message);
        Assert.Contains($"{AtNoon.Slot}", (await Assert.ThrowsAsync<ArgumentException>(() => Store.Loads.LoadAsync(twice, Cancel))).Message);
        Assert.Empty(await RowsAsync());
        Assert.Null(await Store.Loads.FindAsync(Day, Cancel));
    }

    [Fact]
    public async Task A_stale_plan_is_marked_until_it_is_taken_back_or_loaded()
    {
        await LoadAsync(AtOne);

        Assert.True(await Store.Loads.MarkStaleAsync(Day, "two", Cancel));
        Assert.False(await Store.Loads.MarkStaleAsync(Day, "two", Cancel));
        Assert.Equal("two", (await Store.Loads.FindAsync(Day, Cancel))?.StaleHash);
        Assert.True(await Store.Loads.MarkStaleAsync(Day, null, Cancel));
        Assert.True(await Store.Loads.MarkStaleAsync(Day, "two", Cancel));

        await Store.Loads.LoadAsync(ALoad.On(Day, "two", AtTwo), Cancel);
        Assert.Null((await Store.Loads.FindAsync(Day, Cancel))?.StaleHash);
        Assert.False(await Store.Loads.MarkStaleAsync(Day.PlusDays(1), "two", Cancel));
    }

    [Fact]
    public async Task A_date_that_is_too_old_gets_a_row_once_and_may_still_be_loaded()
    {
        await Store.Loads.SkipAsync(Day, "TooOld", Clara, Cancel);
        Clock.Advance(Hour);
        await Store.Loads.SkipAsync(Day, "another reason", Clara, Cancel);

        var row = await Store.Loads.FindAsync(Day, Cancel);
        Assert.Equal((LoadState.Skipped, "", "TooOld", Noon), (row?.State, row?.Hash, row?.Reason, row?.At));

        Assert.Equal(LoadResult.Loaded, (await Store.Loads.LoadAsync(ALoad.Of(AtOne), Cancel)).Result);
        await Store.Loads.SkipAsync(Day, "TooOld", Clara, Cancel);
        Assert.Equal(LoadState.Loaded, (await Store.Loads.FindAsync(Day, Cancel))?.State);
    }
}
