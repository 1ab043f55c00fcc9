using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Queue;

/// <summary>What an absence leaves of the late runs.</summary>
public sealed class CatchUpChoiceTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    [Fact]
    public void All_keeps_every_run() =>
        Assert.Equal([Kept(1), Kept(2)], CatchUpChoice.Decide([Late(2, CatchUpPolicy.All), Late(1, CatchUpPolicy.All)]));

    [Fact]
    public void None_keeps_none() =>
        Assert.Equal(
            [Missed(1, EndCause.HostAway), Missed(2, EndCause.HostAway)],
            CatchUpChoice.Decide([Late(1, CatchUpPolicy.None), Late(2, CatchUpPolicy.None)]));

    [Fact]
    public void Last_keeps_the_latest_planned_and_the_others_name_it() => Assert.Equal(
        [Missed(1, EndCause.CaughtUpBy(new RunId(2))), Kept(2), Missed(3, EndCause.CaughtUpBy(new RunId(2)))],
        CatchUpChoice.Decide([Late(3, CatchUpPolicy.Last), Late(2, CatchUpPolicy.Last, minute: 30), Late(1, CatchUpPolicy.Last)]));

    [Fact]
    public void Of_runs_planned_at_one_instant_the_newest_is_the_last() => Assert.Equal(
        [Missed(1, EndCause.CaughtUpBy(new RunId(2))), Kept(2)], CatchUpChoice.Decide([Late(2, CatchUpPolicy.Last), Late(1, CatchUpPolicy.Last)]));

    [Fact]
    public void Each_routine_is_decided_for_itself() => Assert.Equal(
        [Kept(1), Kept(2), Missed(3, EndCause.HostAway)],
        CatchUpChoice.Decide([Late(1, CatchUpPolicy.Last), Late(2, CatchUpPolicy.Last, "other"), Late(3, CatchUpPolicy.None, "third")]));

    [Fact]
    public void A_run_obeys_the_policy_of_its_own_version() => Assert.Equal(
        [Kept(1), Missed(2, EndCause.HostAway)], CatchUpChoice.Decide([Late(1, CatchUpPolicy.All), Late(2, CatchUpPolicy.None, minute: 5)]));

    [Fact]
    public void What_is_kept_in_any_case_is_not_the_last_of_the_others() => Assert.Equal(
        [Missed(1, EndCause.CaughtUpBy(new RunId(2))), Kept(2), Kept(3)],
        CatchUpChoice.Decide([Late(1, CatchUpPolicy.Last), Late(2, CatchUpPolicy.Last, minute: 30), Late(3, CatchUpPolicy.All, minute: 60)]));

    [Fact]
    public void What_a_person_started_or_let_past_its_window_is_kept_whatever_its_policy() => Assert.Equal(
        [Kept(1), Missed(2, EndCause.HostAway), Kept(3), Kept(4)],
        CatchUpChoice.Decide(
        [
            Late(1, CatchUpPolicy.None) with { Bypass = Bypass.Due | Bypass.Edges }, Late(2, CatchUpPolicy.None) with { Bypass = Bypass.Edges },
            Late(3, CatchUpPolicy.Last, "other"), Late(4, CatchUpPolicy.Last, "other", minute: 30) with { Bypass = Bypass.Window },
        ]));

    [Fact]
    public void No_late_runs_leave_nothing_to_choose() => Assert.Empty(CatchUpChoice.Decide([]));

    private static LateRun Late(long id, CatchUpPolicy policy, string routine = "prices", int minute = 0) =>
        new(new RunId(id), routine, Noon + Duration.FromMinutes(minute), policy);

    private static CatchUpChoice Kept(long id) => new(new RunId(id), null);

    private static CatchUpChoice Missed(long id, EndCause because) => new(new RunId(id), because);
}
