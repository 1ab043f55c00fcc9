using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Core.Tests.Prerequisites;

/// <summary>Which roots an edge is stored to.</summary>
public sealed class EdgeMembersTests
{
    [Fact]
    public void Planned_runs_are_members_and_orders_only_where_none_is_planned()
    {
        Assert.Equal([1, 3], Resolve(ARun(3), ARun(1), AnOrder(2)));
        Assert.Equal([2, 4], Resolve(AnOrder(4), AnOrder(2)));
        Assert.Empty(Resolve());
    }

    [Fact]
    public void A_rerun_is_no_member_of_its_own_but_stands_for_its_root()
    {
        Assert.Equal([1], Resolve(ARun(1, RunState.Failed), ARun(5, root: 1)));
        Assert.Equal([1], Resolve(ARun(1, RunState.Missed, EndCause.HostAway), ARun(5, RunState.Succeeded, root: 1)));
    }

    [Fact]
    public void What_was_superseded_or_missed_by_its_catch_up_policy_counts_as_not_planned()
    {
        Assert.Empty(
            Resolve(
                ARun(1, RunState.Superseded), ARun(2, RunState.Missed, EndCause.HostAway),
                ARun(3, RunState.Missed, EndCause.CaughtUpBy(new RunId(9)))));
        Assert.Equal([4], Resolve(ARun(1, RunState.Superseded), AnOrder(4)));
    }

    [Fact]
    public void What_expired_was_planned() => Assert.Equal([1], Resolve(ARun(1, RunState.Missed, EndCause.Expired(["NotDue"])), AnOrder(2)));

    private static IEnumerable<long> Resolve(params MemberRun[] runs) => EdgeMembers.Resolve(runs).Select(run => run.Value);

    private static MemberRun ARun(long id, RunState state = RunState.Pending, EndCause? cause = null, long? root = null) =>
        new(new RunId(id), new RunId(root ?? id), IsOrder: false, state, cause);

    private static MemberRun AnOrder(long id) => ARun(id) with { IsOrder = true };
}
