using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>Heartbeats, absences, and catching up.</summary>
public abstract class NodeRegistryConformance : StorageConformance
{
    private static readonly Duration LateAfter = Duration.FromMinutes(5);

    [Fact]
    public async Task A_heartbeat_enters_a_node_and_keeps_since_when_it_runs()
    {
        var first = await BeatAsync(Anna);
        Assert.Equal((Noon, null, null), (first.Now, first.LastBeatAt, first.OpenAbsence));
        Clock.Advance(Minute);
        var second = await BeatAsync(Anna);
        Assert.Equal((Noon + Minute, Noon), (second.Now, second.LastBeatAt));

        var node = Assert.Single(await Store.Nodes.ListAsync(Cancel));
        Assert.Equal((Anna, "host-1", 4711, "1.0.0", 16), (node.Node, node.Host, node.ProcessId, node.Version, node.Places));
        Assert.Equal((Noon, Noon + Minute), (node.StartedAt, node.LastBeatAt));
        Assert.Equal([APlannedRun.Executor], node.Executors);
    }

    [Fact]
    public async Task A_node_that_leaves_is_forgotten_and_begins_a_new_life_where_it_is_back()
    {
        await BeatAsync(Anna);
        Clock.Advance(Minute);
        await Store.Nodes.LeaveAsync(Anna, Cancel);
        Assert.Empty(await Store.Nodes.ListAsync(Cancel));

        Clock.Advance(Minute);
        await BeatAsync(Anna);
        Assert.Equal(Noon + Minute + Minute, Assert.Single(await Store.Nodes.ListAsync(Cancel)).StartedAt);
    }

    [Fact]
    public async Task Who_leaves_takes_nobody_along_that_is_silent_and_who_is_not_listed_was_not_there()
    {
        var silent = new NodeId("silent");
        await BeatAsync(silent);
        await BeatAsync(Anna);
        await Store.Nodes.LeaveAsync(Anna, Cancel);
        Clock.Advance(LateAfter + Minute);
        await Store.Nodes.LeaveAsync(Anna, Cancel);

        Assert.Equal(silent, Assert.Single(await Store.Nodes.ListAsync(Cancel)).Node);
        Assert.NotNull((await BeatAsync(Ben)).OpenAbsence);
    }

    [Fact]
    public async Task Before_the_first_node_ever_ran_nobody_was_absent()
    {
        Assert.Null((await BeatAsync(Anna)).OpenAbsence);
        Assert.Null(await Store.Nodes.FindOpenAbsenceAsync(Cancel));
    }

    [Fact]
    public async Task The_first_heartbeat_after_more_than_late_after_records_an_absence()
    {
        await BeatAsync(Anna);
        Clock.Advance(LateAfter);
        Assert.Null((await BeatAsync(Ben)).OpenAbsence);

        Clock.Advance(LateAfter + Duration.FromMilliseconds(1));
        var absence = (await BeatAsync(Anna)).OpenAbsence;

        Assert.Equal((Noon + LateAfter, Clock.GetCurrentInstant()), (absence?.From, absence?.Until));
        Assert.Equal(absence, await Store.Nodes.FindOpenAbsenceAsync(Cancel));
        Assert.Equal(absence, (await BeatAsync(Ben)).OpenAbsence);
    }

    [Fact]
    public async Task A_living_node_is_enough_and_a_leaving_one_was_there_until_it_left()
    {
        await BeatAsync(Anna);
        await BeatAsync(Ben);
        Clock.Advance(LateAfter);
        await BeatAsync(Ben);
        Clock.Advance(LateAfter);
        await Store.Nodes.LeaveAsync(Ben, Cancel);
        Clock.Advance(LateAfter);

        Assert.Null((await BeatAsync(Anna)).OpenAbsence);
    }

    [Fact]
    public async Task While_an_absence_is_open_nothing_is_claimed_expired_or_rescued()
    {
        var leased = await ALeasedRunAsync();
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon + Minute, "late", Day.PlusDays(1)),
            APlannedRun.DueAt(Noon, "expired", Day.PlusDays(1)).WindowUntil(Noon + Minute));
        var absence = await AnAbsenceAsync(Hour);

        Assert.Empty(await ClaimAsync());
        Assert.Empty(await Store.Queue.ExpireAsync(10, Cancel));
        Assert.Empty(await Store.Queue.RescueAsync(3, 10, Cancel));
        Assert.Contains(new UnmetReason.CatchingUp(), (await Store.Queries.UnmetAsync([runs[0]], Cancel))[runs[0]]);

        Assert.NotNull(await Store.Nodes.CloseAbsenceAsync(absence, Clara, Cancel));
        Assert.Equal(runs.ToHashSet(), (await ClaimedIdsAsync()).ToHashSet());
        Assert.Equal(leased.Lease.Run, Assert.Single(await Store.Queue.RescueAsync(3, 10, Cancel)).Run);
    }

    [Fact]
    public async Task Who_comes_back_before_the_heartbeat_that_records_the_absence_claims_expires_and_rescues_nothing()
    {
        await BeatAsync(Anna);
        var leased = await ALeasedRunAsync();
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon + Minute, "none", Day.PlusDays(1)).CatchingUp(CatchUpPolicy.None),
            APlannedRun.DueAt(Noon + Minute, "all", Day.PlusDays(1)).WindowUntil(Noon + (2 * Minute)));
        Clock.Advance(LateAfter + Duration.FromMilliseconds(1));

        Assert.Empty(await ClaimAsync());
        Assert.Empty(await Store.Queue.ExpireAsync(10, Cancel));
        Assert.Empty(await Store.Queue.RescueAsync(3, 10, Cancel));
        Assert.Contains(new UnmetReason.CatchingUp(), (await Store.Queries.UnmetAsync([runs[0]], Cancel))[runs[0]]);

        await Store.Nodes.CloseAbsenceAsync((await BeatAsync(Ben)).OpenAbsence!, Clara, Cancel);
        Assert.Equal([runs[1]], await ClaimedIdsAsync());
        Assert.Equal(leased.Lease.Run, Assert.Single(await Store.Queue.RescueAsync(3, 10, Cancel)).Run);
    }

    [Fact]
    public async Task A_rerun_of_what_catching_up_had_given_up_is_waited_for_again()
    {
        await BeatAsync(Anna);
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon, "first").CatchingUp(CatchUpPolicy.None),
            APlannedRun.DueAt(Noon + Hour, "second", edges: AnEdge.To("first", Day)));
        Clock.Advance(LateAfter + Minute);
        await Store.Nodes.CloseAbsenceAsync((await BeatAsync(Anna)).OpenAbsence!, Clara, Cancel);
        Assert.Equal((RunState.Missed, 0), (await StateAsync(runs[0]), (await RowAsync(runs[1])).UnmetEdges));

        await RerunAsync(runs[0], AnOrder.Of("first", Day));

        Assert.Equal(1, (await RowAsync(runs[1])).UnmetEdges);
    }

    [Fact]
    public async Task What_a_person_accepts_that_catching_up_had_given_up_is_waited_for_no_longer()
    {
        var runs = await GivenUpAsync(
            Waiting("waits", EdgeRequirement.Success), Waiting("ends", EdgeRequirement.End), Waiting("repairs", EdgeRequirement.Failure));
        Assert.Equal([new UnmetReason.WaitsFor("first", Day)], (await Store.Queries.UnmetAsync([runs[1]], Cancel))[runs[1]]);
        Assert.Empty(await ClaimAsync());

        await ActAsync(new RunChange.Accept(), runs[0]);

        Assert.Equal(new[] { runs[1], runs[2] }.ToHashSet(), (await ClaimedIdsAsync()).ToHashSet());
        Assert.Equal((RunState.Skipped, EndCause.NotNeeded), (await StateAsync(runs[3]), (await RowAsync(runs[3])).Facts.Cause));
        Assert.Equal(0, await Store.Queue.ReconcileAsync(atMost: 100, Cancel));
    }

    [Fact]
    public async Task What_was_ordered_in_place_of_what_catching_up_had_given_up_is_no_member_once_that_is_accepted()
    {
        var runs = await GivenUpAsync(Waiting("waits", EdgeRequirement.Success));
        await Store.Actions.OrderAsync(AnOrder.Of("first", Day) with { DueAt = Noon + Duration.FromDays(1) }, Clara, null, Cancel);
        Assert.Equal([new UnmetReason.Predecessor("first", Day, RunState.Pending)], (await Store.Queries.UnmetAsync([runs[1]], Cancel))[runs[1]]);

        await ActAsync(new RunChange.Accept(), runs[0]);

        Assert.Equal([runs[1]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task Where_a_rule_skips_the_rerun_of_what_catching_up_had_given_up_the_orders_are_members_again()
    {
        var runs = await GivenUpAsync(Waiting("waits", EdgeRequirement.Success));
        await Store.Actions.OrderAsync(AnOrder.Of("first", Day), Clara, null, Cancel);
        var ordered = Assert.Single(await ClaimAsync());
        var order = AnOrder.Of("first", Day);
        var rerun = await RerunAsync(runs[0], order with { Terms = order.Terms with { MaxConcurrent = 1, Overlap = OverlapPolicy.Skip } });
        Assert.Equal([new UnmetReason.Predecessor("first", Day, RunState.Pending)], (await Store.Queries.UnmetAsync([runs[1]], Cancel))[runs[1]]);

        Assert.Empty(await ClaimAsync());

        Assert.Equal(RunState.Skipped, await StateAsync(rerun));
        Assert.Equal([new UnmetReason.Predecessor("first", Day, RunState.Running)], (await Store.Queries.UnmetAsync([runs[1]], Cancel))[runs[1]]);
        await EndAsync(AnAttempt.ThatSucceeded(ordered));
        Assert.Equal([runs[1]], await ClaimedIdsAsync());
    }

    /// <summary>A run of "first" that catching up gives up, and these beside it.</summary>
    private async Task<IReadOnlyList<RunId>> GivenUpAsync(params PlannedRun[] waiting)
    {
        await BeatAsync(Anna);
        var runs = await LoadAsync([APlannedRun.DueAt(Noon, "first").CatchingUp(CatchUpPolicy.None), .. waiting]);
        Clock.Advance(LateAfter + Minute);
        await Store.Nodes.CloseAbsenceAsync((await BeatAsync(Anna)).OpenAbsence!, Clara, Cancel);
        Assert.Equal(RunState.Missed, await StateAsync(runs[0]));
        return runs;
    }

    private static PlannedRun Waiting(string routine, EdgeRequirement requires) =>
        APlannedRun.DueAt(Noon, routine, edges: AnEdge.To("first", Day, requires, IfNotPlanned.Wait));

    [Fact]
    public async Task How_long_nobody_may_be_there_is_said_by_the_last_heartbeat_and_a_farewell_is_one()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon)));
        await Store.Nodes.BeatAsync(ABeat.Of(Anna), Minute, Cancel);
        await Store.Nodes.BeatAsync(ABeat.Of(Ben), Hour, Cancel);
        Clock.Advance(Minute);
        await Store.Nodes.LeaveAsync(Anna, Cancel);

        Clock.Advance(Hour);
        Assert.Null((await (await OpenAsync(Clock)).Nodes.BeatAsync(ABeat.Of(Ben), Minute, Cancel)).OpenAbsence);
        Assert.Equal(run, Assert.Single(await ClaimedIdsAsync()));

        Clock.Advance(Minute + Duration.FromMilliseconds(1));
        Assert.NotNull((await Store.Nodes.BeatAsync(ABeat.Of(Anna), Hour, Cancel)).OpenAbsence);
    }

    [Fact]
    public async Task An_open_absence_survives_the_process_that_found_it()
    {
        var absence = await AnAbsenceAsync(Hour);

        var reopened = await OpenAsync(Clock);

        Assert.Equal(absence, await reopened.Nodes.FindOpenAbsenceAsync(Cancel));
        Assert.NotNull(await reopened.Nodes.CloseAbsenceAsync(absence, Clara, Cancel));
        Assert.Null(await Store.Nodes.FindOpenAbsenceAsync(Cancel));
    }

    [Fact]
    public async Task An_absence_during_an_open_one_prolongs_it_and_whoever_did_not_see_that_cannot_close_it()
    {
        var first = await AnAbsenceAsync(Hour);
        Clock.Advance(Hour);
        var prolonged = (await BeatAsync(Ben)).OpenAbsence!;

        Assert.Equal(first with { Until = Clock.GetCurrentInstant() }, prolonged);
        Assert.Null(await Store.Nodes.CloseAbsenceAsync(first, Clara, Cancel));
        Assert.NotNull(await Store.Nodes.CloseAbsenceAsync(prolonged, Clara, Cancel));
        Assert.Null(await Store.Nodes.CloseAbsenceAsync(prolonged, Clara, Cancel));
    }

    [Fact]
    public async Task After_an_absence_each_routines_policy_decides_on_its_late_runs()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon + Minute, "all"), APlannedRun.DueAt(Noon + (2 * Minute), "all"),
            APlannedRun.DueAt(Noon + Minute, "last").CatchingUp(CatchUpPolicy.Last),
            APlannedRun.DueAt(Noon + (2 * Minute), "last").CatchingUp(CatchUpPolicy.Last),
            APlannedRun.DueAt(Noon + Minute, "none").CatchingUp(CatchUpPolicy.None),
            APlannedRun.DueAt(Noon + Minute, "held").CatchingUp(CatchUpPolicy.None),
            APlannedRun.DueAt(Noon - Minute, "waited-in-the-queue").CatchingUp(CatchUpPolicy.None),
            APlannedRun.DueAt(Noon + Hour + Minute, "due-afterwards").CatchingUp(CatchUpPolicy.None));
        await ActAsync(new RunChange.Hold(), runs[5]);
        var absence = await AnAbsenceAsync(Hour);

        var outcome = (await Store.Nodes.CloseAbsenceAsync(absence, Clara, Cancel))!;

        Assert.Equal(new[] { runs[0], runs[1], runs[3] }.ToHashSet(), outcome.Kept.ToHashSet());
        Assert.Equal(new[] { runs[2], runs[4] }.ToHashSet(), outcome.Missed.ToHashSet());
        Assert.Equal((RunState.Missed, EndCause.CaughtUpBy(runs[3])), ((await RowAsync(runs[2])).Facts.State, (await RowAsync(runs[2])).Facts.Cause));
        Assert.Equal((RunState.Missed, EndCause.HostAway), ((await RowAsync(runs[4])).Facts.State, (await RowAsync(runs[4])).Facts.Cause));
        Assert.Equal(
            ("CatchUp", Clara),
            ((await Store.Queries.HistoryAsync(runs[4], Cancel))[^1].Change, (await Store.Queries.HistoryAsync(runs[4], Cancel))[^1].Actor));
        Assert.Equal(
            [RunState.Held, RunState.Pending, RunState.Pending], [await StateAsync(runs[5]), await StateAsync(runs[6]), await StateAsync(runs[7])]);
    }

    [Fact]
    public async Task What_a_person_started_or_let_past_its_window_while_nobody_was_there_is_kept_whatever_its_policy()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon + (8 * Hour), "started").CatchingUp(CatchUpPolicy.None),
            APlannedRun.DueAt(Noon + Minute, "released").CatchingUp(CatchUpPolicy.Last),
            APlannedRun.DueAt(Noon + (2 * Minute), "released").CatchingUp(CatchUpPolicy.Last));
        await ActAsync(new RunChange.Hold(), runs[1]);
        await BeatAsync(Anna);
        Clock.Advance(Hour);
        await ActAsync(new RunChange.StartNow(), runs[0]);
        await ActAsync(new RunChange.Release(BypassWindow: true), runs[1]);
        var absence = (await BeatAsync(Anna)).OpenAbsence!;

        var outcome = (await Store.Nodes.CloseAbsenceAsync(absence, Clara, Cancel))!;

        Assert.Equal((3, 0), (outcome.Kept.Count, outcome.Missed.Count));
        Assert.Equal(runs.ToHashSet(), (await ClaimedIdsAsync()).ToHashSet());
    }

    [Fact]
    public async Task A_run_that_is_kept_is_late_by_the_time_since_it_was_planned_but_starts_within_what_it_said()
    {
        var windowed = APlannedRun.DueAt(Noon + Minute, "windowed").WindowUntil(Noon + (2 * Minute));
        var useless = APlannedRun.DueAt(Noon + Minute, "useless-when-late", startWithin: Minute);
        var runs = await LoadAsync(windowed, useless);
        var absence = await AnAbsenceAsync(Hour);
        Clock.Advance(Minute);

        await Store.Nodes.CloseAbsenceAsync(absence, Clara, Cancel);

        var (facts, late) = ((await RowAsync(runs[0])).Facts, windowed.Bounds.Late(Hour));
        Assert.Equal((late.StartUntil, late.RetryUntil, late.PollUntil), (facts.StartUntil, facts.RetryUntil, facts.PollUntil));
        Assert.Equal([runs[0]], await ClaimedIdsAsync());
        Assert.Equal(runs[1], Assert.Single(await Store.Queue.ExpireAsync(10, Cancel)).Run);
    }

    [Fact]
    public async Task The_bounds_of_runs_that_had_started_move_by_the_length_of_the_absence()
    {
        await LoadAsync(APlannedRun.DueAt(Noon, "running"), APlannedRun.DueAt(Noon, "recovering"));
        var claimed = (await ClaimAsync()).ToDictionary(run => run.Routine.Value);
        await EndAsync(AnAttempt.ToBeRetried(claimed["recovering"], after: Minute));
        var before = APlannedRun.DueAt(Noon).Bounds;
        var absence = await AnAbsenceAsync(Hour);

        Assert.Equal(2, (await Store.Nodes.CloseAbsenceAsync(absence, Clara, Cancel))?.MovedBounds);

        foreach (var run in claimed.Values)
        {
            var facts = (await RowAsync(run.Lease.Run)).Facts;
            Assert.Equal((before.RetryUntil + Hour, before.PollUntil + Hour), (facts.RetryUntil, facts.PollUntil));
        }
    }

    [Fact]
    public async Task An_edge_to_a_run_that_its_policy_missed_counts_as_not_planned()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon + Minute, "none").CatchingUp(CatchUpPolicy.None),
            APlannedRun.DueAt(Noon + Minute, "ignores", edges: AnEdge.To("none", Day)),
            APlannedRun.DueAt(Noon + Minute, "waits", edges: AnEdge.To("none", Day, ifNotPlanned: IfNotPlanned.Wait)),
            APlannedRun.DueAt(Noon + Minute, "repairs", edges: AnEdge.To("none", Day, EdgeRequirement.Failure)));

        await Store.Nodes.CloseAbsenceAsync(await AnAbsenceAsync(Hour), Clara, Cancel);

        Assert.Equal([runs[1]], await ClaimedIdsAsync());
        Assert.Equal([new UnmetReason.WaitsFor("none", Day)], (await Store.Queries.UnmetAsync([runs[2]], Cancel))[runs[2]]);
        Assert.Equal(EndCause.NotNeeded, (await RowAsync(runs[3])).Facts.Cause);

        // A rerun of what was missed is the first run that is made.
        var rerun = await RerunAsync(runs[0], AnOrder.Of("none", Day));
        await RunAsync(rerun);
        Assert.Equal(0, (await RowAsync(runs[2])).UnmetEdges);
    }

    private Task<BeatAnswer> BeatAsync(NodeId node) => Store.Nodes.BeatAsync(ABeat.Of(node), LateAfter, Cancel);

    /// <summary>Open, from the present instant on.</summary>
    private async Task<Absence> AnAbsenceAsync(Duration length)
    {
        await BeatAsync(Anna);
        Clock.Advance(length);
        var absence = (await BeatAsync(Anna)).OpenAbsence;
        Assert.NotNull(absence);
        return absence;
    }
}
