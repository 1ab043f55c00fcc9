using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Planning;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>What a run waits for: its members, when they meet the edge, and what opens it again.</summary>
public abstract class EdgesConformance : StorageConformance
{
    private static readonly PlannedRun First = APlannedRun.DueAt(Noon, "first");
    private static readonly PlannedRun Second = Waiting("second");

    [Fact]
    public async Task A_run_waits_until_its_predecessor_has_succeeded()
    {
        var runs = await LoadAsync(First, Second);
        Assert.Equal(1, (await RowAsync(runs[1])).UnmetEdges);
        var first = Assert.Single(await ClaimAsync());
        Assert.Equal(runs[0], first.Lease.Run);
        Assert.Equal([new UnmetReason.Predecessor("first", Day, RunState.Running)], await UnmetAsync(runs[1]));

        await EndAsync(AnAttempt.ThatSucceeded(first));

        Assert.Equal(0, (await RowAsync(runs[1])).UnmetEdges);
        Assert.Empty(await UnmetAsync(runs[1]));
        var second = Assert.Single(await ClaimAsync());
        Assert.Equal((runs[1], true), (second.Lease.Run, second.HasEdges));
    }

    [Fact]
    public async Task The_order_in_which_a_load_names_them_does_not_matter()
    {
        var runs = await LoadAsync(Waiting("a", AnEdge.To("z", Day)), APlannedRun.DueAt(Noon, "z"));

        Assert.Equal((1, 0), ((await RowAsync(runs[0])).UnmetEdges, (await RowAsync(runs[1])).UnmetEdges));
    }

    [Theory]
    [InlineData(EdgeRequirement.Success, RunState.Succeeded, true)]
    [InlineData(EdgeRequirement.Success, RunState.Skipped, true)]
    [InlineData(EdgeRequirement.Success, RunState.Accepted, true)]
    [InlineData(EdgeRequirement.Success, RunState.Failed, false)]
    [InlineData(EdgeRequirement.Success, RunState.Cancelled, false)]
    [InlineData(EdgeRequirement.Success, RunState.Missed, false)]
    [InlineData(EdgeRequirement.End, RunState.Succeeded, true)]
    [InlineData(EdgeRequirement.End, RunState.Failed, true)]
    [InlineData(EdgeRequirement.End, RunState.Cancelled, true)]
    [InlineData(EdgeRequirement.End, RunState.Missed, true)]
    [InlineData(EdgeRequirement.Failure, RunState.Failed, true)]
    public async Task An_edge_is_met_by_what_it_requires(EdgeRequirement requires, RunState state, bool isMet)
    {
        var runs = await LoadAsync(First.WindowUntil(Noon + Hour), Waiting("second", AnEdge.To("first", Day, requires)));

        await BringToAsync(runs[0], state);

        Assert.Equal(state, await StateAsync(runs[0]));
        Assert.Equal(isMet ? 0 : 1, (await RowAsync(runs[1])).UnmetEdges);
        Assert.Equal(isMet ? [runs[1]] : [], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task Every_member_must_be_good()
    {
        var other = APlannedRun.DueAt(Noon - Hour, "first");
        var runs = await LoadAsync(First, other, Second);
        var claimed = await ClaimAsync();

        await EndAsync(AnAttempt.ThatSucceeded(claimed[0]));
        Assert.Equal(1, (await RowAsync(runs[2])).UnmetEdges);

        await EndAsync(AnAttempt.ThatSucceeded(claimed[1]));
        Assert.Equal(0, (await RowAsync(runs[2])).UnmetEdges);
    }

    [Fact]
    public async Task Two_predecessors_that_end_together_leave_nothing_unmet()
    {
        var runs = await LoadAsync(
            First, APlannedRun.DueAt(Noon, "other"), Waiting("second", AnEdge.To("first", Day), AnEdge.To("other", Day, number: 1)));
        Assert.Equal(2, (await RowAsync(runs[2])).UnmetEdges);
        var claimed = await ClaimAsync();

        await Store.Queue.FinishAsync([.. claimed.Select(run => AnAttempt.ThatSucceeded(run))], Cancel);

        Assert.Equal(0, (await RowAsync(runs[2])).UnmetEdges);
        Assert.Equal([runs[2]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_failed_predecessor_that_a_person_accepts_lets_its_successor_go()
    {
        var runs = await LoadAsync(First, Second);
        await RunAsync(runs[0], it => AnAttempt.ThatFailed(it));
        Assert.Equal([new UnmetReason.Predecessor("first", Day, RunState.Failed)], await UnmetAsync(runs[1]));

        await ActAsync(new RunChange.Accept(), runs[0]);

        Assert.Equal([runs[1]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_rerun_stands_for_its_root_and_opens_the_edges_of_what_has_not_started()
    {
        var runs = await LoadAsync(First, Second, APlannedRun.DueAt(Noon, "third", edges: AnEdge.To("first", Day)));
        await RunAsync(runs[0]);
        await ActAsync(new RunChange.Hold(), runs[1]);
        Assert.Equal([runs[2]], await ClaimedIdsAsync());

        var rerun = await RerunAsync(runs[0], AnOrder.Of("first", Day));

        Assert.Equal((1, 0), ((await RowAsync(runs[1])).UnmetEdges, (await RowAsync(runs[2])).UnmetEdges));
        Assert.Equal(RunState.Running, await StateAsync(runs[2]));
        await ActAsync(new RunChange.Release(), runs[1]);
        var claimed = Assert.Single(await ClaimAsync());
        Assert.Equal(rerun, claimed.Lease.Run);
        await EndAsync(AnAttempt.ThatSucceeded(claimed));
        Assert.Equal([runs[1]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task Many_that_are_rerun_in_one_step_are_waited_for_until_the_last_of_them_has_ended()
    {
        var slots = Enumerable.Range(0, 30).Select(slot => APlannedRun.DueAt(Noon - (slot * Minute), "first"));
        var waiting = (await LoadAsync([.. slots, Second]))[^1];
        await Store.Queue.FinishAsync([.. (await ClaimAsync()).Select(it => AnAttempt.ThatFailed(it))], Cancel);

        var rerun = await Store.Actions.RerunAsync(
            new RunSelection([], new RunFilter { States = [RunState.Failed] }), (_, _, _) => AnOrder.Of("first", Day), Clara, null, Cancel);

        Assert.Equal(30, rerun.Made.Count);
        Assert.Equal([new UnmetReason.Predecessor("first", Day, RunState.Pending)], await UnmetAsync(waiting));
        var claimed = await ClaimAsync();
        Assert.Equal(rerun.Made.Select(made => made.Run).ToHashSet(), claimed.Select(it => it.Lease.Run).ToHashSet());
        await Store.Queue.FinishAsync([.. claimed.Skip(1).Select(it => AnAttempt.ThatSucceeded(it))], Cancel);
        Assert.Equal(1, (await RowAsync(waiting)).UnmetEdges);
        await EndAsync(AnAttempt.ThatSucceeded(claimed[0]));
        Assert.Equal([waiting], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_rerun_that_a_rule_skipped_stands_for_nobody()
    {
        var runs = await LoadAsync(First.AtMost(1, OverlapPolicy.Skip), Second);
        await RunAsync(runs[0], it => AnAttempt.ThatFailed(it));
        var rerun = await RerunAsync(runs[0], Of(1));
        var another = await RerunAsync(runs[0], Of(1));
        var claimed = Assert.Single(await ClaimAsync());
        Assert.Equal((rerun, RunState.Skipped), (claimed.Lease.Run, await StateAsync(another)));

        await EndAsync(AnAttempt.ThatFailed(claimed));

        Assert.Empty(await ClaimAsync());
        Assert.Equal(1, (await RowAsync(runs[1])).UnmetEdges);

        RunToOrder Of(int most)
        {
            var order = AnOrder.Of("first", Day);
            return order with { Terms = order.Terms with { MaxConcurrent = most, Overlap = OverlapPolicy.Skip } };
        }
    }

    [Fact]
    public async Task Many_runs_that_wait_for_many_go_when_the_last_of_those_has_ended()
    {
        var slots = Enumerable.Range(0, 30).Select(slot => Noon + Duration.FromSeconds(slot)).ToList();
        await LoadAsync([
            .. slots.Select(at => APlannedRun.DueAt(at, "first")),
            .. slots.Select(at => APlannedRun.DueAt(at, "second", edges: AnEdge.To("first", Day)))]);
        Clock.Reset(Noon + Minute);
        var firsts = await ClaimAsync();
        Assert.Equal(30, firsts.Count(run => run.Routine == "first"));

        foreach (var run in firsts.SkipLast(1))
        {
            await EndAsync(AnAttempt.ThatSucceeded(run));
        }

        Assert.Empty(await ClaimAsync());
        await EndAsync(AnAttempt.ThatSucceeded(firsts[^1]));
        Assert.Equal(30, (await ClaimAsync()).Count(run => run.Routine == "second"));
        Assert.Equal(0, await Store.Queue.ReconcileAsync(atMost: 100, Cancel));
    }

    [Fact]
    public async Task A_run_between_two_attempts_does_not_wait_for_a_predecessor_that_is_rerun()
    {
        var runs = await LoadAsync(First, Second);
        await RunAsync(runs[0]);
        await EndAsync(AnAttempt.ToBeRetried(Assert.Single(await ClaimAsync()), after: Duration.Zero));

        await RerunAsync(runs[0], AnOrder.Of("first", Day) with { DueAt = Noon + Hour });

        Assert.Equal([runs[1]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_predecessor_that_is_not_planned_is_ignored_or_waited_for()
    {
        var runs = await LoadAsync(Waiting("ignores", AnEdge.To("absent", Day)), Waiting("waits", Wait("absent")));

        Assert.Equal((0, 1), ((await RowAsync(runs[0])).UnmetEdges, (await RowAsync(runs[1])).UnmetEdges));
        Assert.Equal([new UnmetReason.WaitsFor("absent", Day)], await UnmetAsync(runs[1]));
        Assert.Equal([runs[0]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task Waiting_is_met_by_the_first_run_that_is_made_by_hand_too()
    {
        var run = Assert.Single(await LoadAsync(Waiting("waits", Wait("absent"))));

        var first = (await Store.Actions.OrderAsync(AnOrder.Of("absent", Day), Clara, null, Cancel)).Run;
        var second = (await Store.Actions.OrderAsync(AnOrder.Of("absent", Day), Clara, null, Cancel)).Run;
        Assert.Equal([new UnmetReason.Predecessor("absent", Day, RunState.Pending)], await UnmetAsync(run));

        await RunAsync(first);
        Assert.Equal(0, (await RowAsync(run)).UnmetEdges);
        Assert.Equal(RunState.Recovering, await StateAsync(second));
    }

    [Fact]
    public async Task Waiting_is_met_by_a_run_that_a_reload_adds()
    {
        var run = Assert.Single(await LoadAsync(Waiting("waits", Wait("first"))));

        await LoadAsync(Waiting("waits", Wait("first")), First);
        Assert.Equal([new UnmetReason.Predecessor("first", Day, RunState.Pending)], await UnmetAsync(run));
    }

    [Fact]
    public async Task Where_none_is_planned_its_hand_orders_are_the_members_and_planned_ones_take_their_place()
    {
        var ordered = (await Store.Actions.OrderAsync(AnOrder.Of("first", Day), Clara, null, Cancel)).Run;
        var waiting = Assert.Single(await LoadAsync(Second));
        Assert.Equal(1, (await RowAsync(waiting)).UnmetEdges);

        await RunAsync(ordered);
        Assert.Equal(0, (await RowAsync(waiting)).UnmetEdges);

        await LoadAsync(Second, First);
        Assert.Equal(1, (await RowAsync(waiting)).UnmetEdges);
    }

    [Fact]
    public async Task An_order_of_a_predecessor_that_has_planned_runs_is_no_member()
    {
        var runs = await LoadAsync(First, Second);
        await Store.Actions.OrderAsync(AnOrder.Of("first", Day) with { DueAt = Noon + Hour }, Clara, null, Cancel);

        await RunAsync(runs[0]);

        Assert.Equal(0, (await RowAsync(runs[1])).UnmetEdges);
    }

    [Fact]
    public async Task A_reload_makes_added_runs_members_and_superseded_ones_cease_to_be()
    {
        var more = APlannedRun.DueAt(Noon + Hour, "first");
        var runs = await LoadAsync(First, Second);
        await RunAsync(runs[0]);
        Assert.Equal(0, (await RowAsync(runs[1])).UnmetEdges);

        await LoadAsync(First, Second, more);
        Assert.Equal(1, (await RowAsync(runs[1])).UnmetEdges);

        await Store.Loads.LoadAsync(ALoad.On(Day, "back", First, Second), Cancel);
        Assert.Equal(0, (await RowAsync(runs[1])).UnmetEdges);
    }

    [Fact]
    public async Task A_reload_of_the_predecessors_date_is_seen_by_runs_that_were_loaded_for_other_dates()
    {
        var tomorrow = APlannedRun.DueAt(Noon + Duration.FromDays(1), "second", edges: AnEdge.To("first", Day));
        var waiting = Assert.Single(await LoadAsync(tomorrow));
        Assert.Equal(0, (await RowAsync(waiting)).UnmetEdges);

        await LoadAsync(First);
        Assert.Equal(1, (await RowAsync(waiting)).UnmetEdges);

        await Store.Loads.LoadAsync(ALoad.On(Day, "nothing"), Cancel);
        Assert.Equal(0, (await RowAsync(waiting)).UnmetEdges);
    }

    [Fact]
    public async Task A_reload_asks_nothing_of_a_run_that_has_started()
    {
        var runs = await LoadAsync(First, Second);
        await RunAsync(runs[0]);
        var second = Assert.Single(await ClaimAsync());

        await LoadAsync(First, Second, APlannedRun.DueAt(Noon + Hour, "first"));

        Assert.Equal(0, (await RowAsync(runs[1])).UnmetEdges);
        await EndAsync(AnAttempt.ToBeRetried(second, after: Duration.Zero));
        Assert.Equal([runs[1]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_new_version_brings_its_own_edges()
    {
        var runs = await LoadAsync(First, APlannedRun.DueAt(Noon, "other"), Second);
        await RunAsync(runs[1]);

        await LoadAsync(First, APlannedRun.DueAt(Noon, "other"), Waiting("second", AnEdge.To("other", Day)).Version(2));

        Assert.Equal(0, (await RowAsync(runs[2])).UnmetEdges);
    }

    [Fact]
    public async Task A_failure_edge_ends_its_run_when_the_predecessor_ended_well_and_what_waits_for_that_run_goes_on()
    {
        var runs = await LoadAsync(
            First, Waiting("repair", AnEdge.To("first", Day, EdgeRequirement.Failure)),
            APlannedRun.DueAt(Noon, "after", edges: AnEdge.To("repair", Day)),
            APlannedRun.DueAt(Noon, "repair-the-repair", edges: AnEdge.To("repair", Day, EdgeRequirement.Failure)));

        await RunAsync(runs[0]);

        var repair = await RowAsync(runs[1]);
        Assert.Equal((RunState.Skipped, EndCause.NotNeeded, Noon), (repair.Facts.State, repair.Facts.Cause, repair.EndedAt));
        var entry = Assert.Single(await Store.Queries.HistoryAsync(runs[1], Cancel));
        Assert.Equal(("NotNeeded", Actor.Scheduler, null), (entry.Change, entry.Actor, entry.Reason));
        Assert.Equal((RunState.Skipped, EndCause.NotNeeded), ((await RowAsync(runs[3])).Facts.State, (await RowAsync(runs[3])).Facts.Cause));
        Assert.Equal([runs[2]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_failure_edge_that_is_not_planned_ends_its_run_at_once_also_where_it_is_ordered()
    {
        var run = Assert.Single(await LoadAsync(Waiting("repair", AnEdge.To("absent", Day, EdgeRequirement.Failure))));
        var ordered = await Store.Actions.OrderAsync(
            AnOrder.Of("repair", Day, null, AnEdge.To("absent", Day, EdgeRequirement.Failure)), Clara, null, Cancel);

        Assert.Equal(EndCause.NotNeeded, (await RowAsync(run)).Facts.Cause);
        Assert.Equal(EndCause.NotNeeded, (await RowAsync(ordered.Run)).Facts.Cause);
    }

    [Fact]
    public async Task A_failure_edge_is_met_by_one_member_that_failed()
    {
        var runs = await LoadAsync(
            First, APlannedRun.DueAt(Noon + Hour, "first"), Waiting("repair", AnEdge.To("first", Day, EdgeRequirement.Failure)));

        await RunAsync(runs[0], it => AnAttempt.ThatFailed(it));

        Assert.Equal([runs[2]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task A_failure_edge_that_was_met_ends_its_run_all_the_same_where_the_failure_is_accepted_before_it_has_started()
    {
        var runs = await LoadAsync(First, Waiting("repair", AnEdge.To("first", Day, EdgeRequirement.Failure)));
        await RunAsync(runs[0], it => AnAttempt.ThatFailed(it));
        await ActAsync(new RunChange.Hold(), runs[1]);
        Assert.Equal((RunState.Held, 0), (await StateAsync(runs[1]), (await RowAsync(runs[1])).UnmetEdges));

        await ActAsync(new RunChange.Accept(), runs[0]);

        Assert.Equal((RunState.Skipped, EndCause.NotNeeded), (await StateAsync(runs[1]), (await RowAsync(runs[1])).Facts.Cause));
    }

    [Fact]
    public async Task An_order_respects_its_edges_and_a_routine_may_wait_for_itself_on_an_earlier_date()
    {
        var yesterday = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon, "self", Day.PlusDays(-1))));
        var today = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon, "self", edges: AnEdge.To("self", Day.PlusDays(-1)))));
        var ordered = (await Store.Actions.OrderAsync(AnOrder.Of("other", Day, null, AnEdge.To("self", Day.PlusDays(-1))), Clara, null, Cancel)).Run;
        Assert.Equal((1, 1), ((await RowAsync(today)).UnmetEdges, (await RowAsync(ordered)).UnmetEdges));

        await RunAsync(yesterday);

        Assert.Equal(new HashSet<RunId> { today, ordered }, (await ClaimedIdsAsync()).ToHashSet());
    }

    [Fact]
    public async Task The_ends_that_rules_bring_meet_edges_too()
    {
        var runs = await LoadAsync(
            First.WindowUntil(Noon + Hour), Waiting("after-expiry", AnEdge.To("first", Day, EdgeRequirement.End)),
            APlannedRun.DueAt(Noon + Hour + Minute, "lost"), Waiting("after-loss", AnEdge.To("lost", Day, EdgeRequirement.End)));
        Clock.Reset(Noon + Hour);
        await Store.Queue.ExpireAsync(atMost: 10, Cancel);
        Assert.Equal(0, (await RowAsync(runs[1])).UnmetEdges);

        Clock.Reset(Noon + Hour + Minute);
        await ClaimAsync();
        await ActAsync(new RunChange.Cancel(), runs[2]);
        Clock.Advance(Hour);
        await Store.Queue.RescueAsync(3, 10, Cancel);
        Assert.Equal((RunState.Cancelled, 0), (await StateAsync(runs[2]), (await RowAsync(runs[3])).UnmetEdges));
    }

    [Fact]
    public async Task The_newest_member_that_has_a_result_is_read()
    {
        var runs = await LoadAsync(
            First, APlannedRun.DueAt(Noon + Minute, "first"), APlannedRun.DueAt(Noon, "other"),
            Waiting("second", AnEdge.To("first", Day), AnEdge.To("other", Day, number: 1)));
        var artifact = new Artifact("file", "/data/file.csv", 12, new string('0', 64), Rows: 3);
        var notes = new AttemptNotes { Result = """{"n":1}""", Artifacts = [artifact] };
        Clock.Reset(Noon + Minute);
        foreach (var claimed in await ClaimAsync())
        {
            await EndAsync(claimed.Lease.Run == runs[0]
                ? AnAttempt.By(claimed, new RunChange.FinishOk(claimed.Lease.Token), notes)
                : AnAttempt.ThatSucceeded(claimed));
        }

        var results = await Store.Queries.ResultsForAsync(runs[3], Cancel);

        Assert.Equal(["first", "other"], results.Select(result => result.Predecessor.Value).Order(StringComparer.Ordinal));
        var first = results.Single(result => result.Predecessor == "first");
        Assert.Equal((runs[0], """{"n":1}"""), (first.Run, first.Result));
        Assert.Equal([artifact], first.Artifacts);
        Assert.Equal(
            (runs[2], null),
            (results.Single(result => result.Predecessor == "other").Run, results.Single(result => result.Predecessor == "other").Result));

        var rerun = await RerunAsync(runs[0], AnOrder.Of("first", Day));
        await RunAsync(rerun, it => AnAttempt.ThatSucceeded(it, "2"));
        var afterRerun = await Store.Queries.ResultsForAsync(runs[3], Cancel);
        Assert.Equal((rerun, "2"), afterRerun.Select(result => (result.Run, result.Result)).Single(result => result.Result is not null));
    }

    [Fact]
    public async Task Results_come_in_the_order_of_the_edges_also_where_the_first_of_a_predecessor_has_none()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"),
            Waiting("last", AnEdge.To("a", Day.PlusDays(-1)), AnEdge.To("b", Day, number: 1), AnEdge.To("a", Day, number: 2)));
        await RunAsync(runs[1]);
        await RunAsync(runs[0]);

        Assert.Equal(["a", "b"], (await Store.Queries.ResultsForAsync(runs[2], Cancel)).Select(result => result.Predecessor.Value));
    }

    [Fact]
    public async Task There_is_nothing_to_reconcile()
    {
        var runs = await LoadAsync(First, Second);
        await RunAsync(runs[0]);

        Assert.Equal(0, await Store.Queue.ReconcileAsync(atMost: 100, Cancel));
    }

    /// <summary>Writes past the ports a count that no step would.</summary>
    internal abstract void Miscount(IStorage store, RunId run, int unmet);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_miscounted_is_put_right_also_of_a_held_run(bool isHeld)
    {
        var runs = await LoadAsync(First, Second);
        if (isHeld)
        {
            await ActAsync(new RunChange.Hold(), runs[1]);
        }

        await RunAsync(runs[0]);
        Miscount(Store, runs[1], 7);

        Assert.Equal(1, await Store.Queue.ReconcileAsync(atMost: 100, Cancel));
        Assert.Equal(0, (await RowAsync(runs[1])).UnmetEdges);
        Assert.Equal(0, await Store.Queue.ReconcileAsync(atMost: 100, Cancel));
    }

    private async Task<IReadOnlyList<UnmetReason>> UnmetAsync(RunId run) => (await Store.Queries.UnmetAsync([run], Cancel))[run];

    private async Task BringToAsync(RunId run, RunState state)
    {
        switch (state)
        {
            case RunState.Succeeded:
                await RunAsync(run);
                break;
            case RunState.Failed:
                await RunAsync(run, it => AnAttempt.ThatFailed(it));
                break;
            case RunState.Accepted:
                await RunAsync(run, it => AnAttempt.ThatFailed(it));
                await ActAsync(new RunChange.Accept(), run);
                break;
            case RunState.Missed:
                Clock.Reset(Noon + Hour);
                await Store.Queue.ExpireAsync(atMost: 1, Cancel);
                break;
            default:
                await ActAsync(state == RunState.Skipped ? new RunChange.Skip() : new RunChange.Cancel(), run);
                break;
        }
    }

    private static PlannedEdge Wait(string predecessor) => AnEdge.To(predecessor, Day, ifNotPlanned: IfNotPlanned.Wait);

    /// <summary>Due with <see cref="First"/>, whose success it waits for unless it names its own edges.</summary>
    private static PlannedRun Waiting(string routine, params PlannedEdge[] edges) =>
        APlannedRun.DueAt(Noon, routine, edges: edges.Length == 0 ? [AnEdge.To("first", Day)] : edges);
}
