using NodaTime;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Prerequisites;

public sealed class EdgeStateTests
{
    private static readonly LocalDate Date = new(2026, 11, 20);

    /// <summary>What each requirement makes of a single member: M met, o open, n not needed, – as if nothing had been planned.</summary>
    [Theory]
    [InlineData(RunState.Pending, "o", "o", "o")]
    [InlineData(RunState.Held, "o", "o", "o")]
    [InlineData(RunState.Recovering, "o", "o", "o")]
    [InlineData(RunState.Running, "o", "o", "o")]
    [InlineData(RunState.Succeeded, "M", "M", "n")]
    [InlineData(RunState.Failed, "o", "M", "M")]
    [InlineData(RunState.Missed, "o", "M", "o")]
    [InlineData(RunState.Cancelled, "o", "M", "o")]
    [InlineData(RunState.Skipped, "M", "M", "n")]
    [InlineData(RunState.Accepted, "M", "M", "n")]
    [InlineData(RunState.Superseded, "–", "–", "–")]
    public void An_edge_to_one_run(RunState member, string success, string end, string failure)
    {
        Assert.Equal(success, Told(AnEdge(EdgeRequirement.Success, members: member)));
        Assert.Equal(end, Told(AnEdge(EdgeRequirement.End, members: member)));
        Assert.Equal(failure, Told(AnEdge(EdgeRequirement.Failure, members: member)));
    }

    [Fact]
    public void An_edge_that_requires_success_waits_for_every_member_and_names_each_state_once() =>
        Assert.Equal(
            ["Predecessor(load, 2026-11-20, Failed)", "Predecessor(load, 2026-11-20, Running)"],
            Unmet(AnEdge(EdgeRequirement.Success, IfNotPlanned.Ignore, RunState.Failed, RunState.Succeeded, RunState.Running, RunState.Failed)));

    [Fact]
    public void A_failure_edge_is_met_by_the_first_member_that_failed() =>
        Assert.IsType<EdgeState.Met>(EdgeState.Decide(AnEdge(EdgeRequirement.Failure, IfNotPlanned.Ignore, RunState.Running, RunState.Failed)));

    [Fact]
    public void A_failure_edge_stays_open_while_a_member_or_its_rerun_may_still_fail() =>
        Assert.Equal(
            ["Predecessor(load, 2026-11-20, Running)"],
            Unmet(AnEdge(EdgeRequirement.Failure, IfNotPlanned.Ignore, RunState.Succeeded, RunState.Running)));

    [Fact]
    public void Where_nothing_is_planned_an_edge_is_ignored_or_waits_and_a_failure_edge_is_not_needed()
    {
        Assert.IsType<EdgeState.Met>(EdgeState.Decide(AnEdge(EdgeRequirement.Success)));
        Assert.IsType<EdgeState.Met>(EdgeState.Decide(AnEdge(EdgeRequirement.End)));
        Assert.IsType<EdgeState.NotNeeded>(EdgeState.Decide(AnEdge(EdgeRequirement.Failure)));
        Assert.All(Enum.GetValues<EdgeRequirement>(), requires =>
            Assert.Equal(["WaitsFor(load, 2026-11-20)"], Unmet(AnEdge(requires, IfNotPlanned.Wait))));
    }

    [Fact]
    public void A_run_missed_by_the_catch_up_policy_counts_as_not_planned_and_one_that_expired_does_not()
    {
        Assert.IsType<EdgeState.Met>(EdgeState.Decide(Missed(EndCause.HostAway)));
        Assert.IsType<EdgeState.Met>(EdgeState.Decide(Missed(EndCause.CaughtUpBy(new RunId(9)))));
        Assert.IsType<EdgeState.Open>(EdgeState.Decide(Missed(EndCause.Expired(["NotDue"]))));
    }

    [Fact]
    public void Superseded_members_cease_to_be_while_others_decide() =>
        Assert.IsType<EdgeState.Met>(EdgeState.Decide(AnEdge(EdgeRequirement.Success, IfNotPlanned.Wait, RunState.Superseded, RunState.Succeeded)));

    private static Edge AnEdge(EdgeRequirement requires, IfNotPlanned ifNotPlanned = IfNotPlanned.Ignore, params RunState[] members) =>
        new("load", Date, requires, ifNotPlanned, [.. members.Select((state, i) => new EdgeMember(new RunId(i), state))]);

    private static Edge Missed(EndCause cause) =>
        new("load", Date, EdgeRequirement.Success, IfNotPlanned.Ignore, [new EdgeMember(new RunId(1), RunState.Missed, cause)]);

    private static IEnumerable<string> Unmet(Edge edge) =>
        Assert.IsType<EdgeState.Open>(EdgeState.Decide(edge)).Unmet.Select(reason => reason.ToString());

    private static string Told(Edge edge) => EdgeState.Decide(edge with { IfNotPlanned = IfNotPlanned.Wait }) switch
    {
        EdgeState.Met => "M",
        EdgeState.NotNeeded => "n",
        EdgeState.Open open => open.Unmet.Single() is UnmetReason.WaitsFor ? "–" : "o",
        var other => other.ToString(),
    };
}
