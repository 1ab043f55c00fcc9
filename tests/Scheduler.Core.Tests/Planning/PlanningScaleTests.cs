using RoutineScheduler.DayGroups;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Planning;

public sealed class PlanningScaleTests
{
    private const int Routines = 20_000;

    [Fact]
    public void Each_expression_and_each_day_group_is_asked_once_per_date_whatever_the_number_of_routines()
    {
        var planner = APlan.Planner([.. Many(i => i)]);

        var plan = planner.Plan(APlan.Date("2026-11-19"));

        Assert.Equal((60, 3), plan.Evaluations);
        Assert.Equal(Routines, plan.Runs.Count + plan.Against.Sum(group => group.Routines.Count));
    }

    [Fact]
    public void A_planned_routine_allocates_its_run_and_little_else()
    {
        var planner = APlan.Planner([.. Many(i => i)]);
        _ = planner.Plan(APlan.Date("2026-11-18"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var plan = planner.Plan(APlan.Date("2026-11-19"));
        var perRoutine = (GC.GetAllocatedBytesForCurrentThread() - before) / Routines;

        Assert.Equal(Routines, plan.Runs.Count);
        Assert.InRange(perRoutine, 1, 320);
    }

    [Fact]
    public void Routines_that_do_not_run_cost_no_object_each_and_share_their_reasons()
    {
        var planner = APlan.Planner([.. Many(i => i)]);
        _ = planner.Plan(APlan.Date("2026-11-21"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var plan = planner.Plan(APlan.Date("2026-11-22"));
        var perRoutine = (GC.GetAllocatedBytesForCurrentThread() - before) / Routines;

        Assert.Equal(Routines, Assert.Single(plan.Against).Routines.Count);
        Assert.InRange(perRoutine, 0, 60);
    }

    [Fact]
    public void The_plan_is_the_same_in_whatever_order_the_routines_come()
    {
        var routines = Many(i => i).Take(500).ToArray();
        var (forwards, backwards) = (APlan.Planner(routines), APlan.Planner([.. routines.Reverse()]));

        Assert.Equal(forwards.Routines, backwards.Routines);
        Assert.Equal(
            forwards.Plan(APlan.Date("2026-11-19")).Runs.Select(run => (run.Terms.Routine, run.Slot)),
            backwards.Plan(APlan.Date("2026-11-19")).Runs.Select(run => (run.Terms.Routine, run.Slot)));
        Assert.Equal(forwards.HashOf(APlan.Date("2026-11-19")), backwards.HashOf(APlan.Date("2026-11-19")));
    }

    [Fact]
    public void The_flat_plan_and_the_decisions_say_the_same()
    {
        var plan = APlan.Planner([APlan.Routine("a"), APlan.Daily("*/30 9 * * *"), APlan.Routine("c") with { DayGroup = DayRule.Parse("weekends") }])
            .Plan(APlan.Date("2026-11-19"));

        Assert.Equal(plan.Runs, plan.Decisions.SelectMany(decision => decision.Runs));
        Assert.Equal(["NotInDayGroup"], plan.Decisions.Where(decision => decision.Runs.Count == 0).Select(decision => decision.Why));
    }

    private static IEnumerable<Routine> Many(Func<int, int> number)
    {
        DayRule[] rules = [DayRule.Parse("business-days(b3)"), DayRule.Parse("business-days(anbima)"), DayRule.Parse("weekdays(mon-fri)")];
        var crons = Enumerable.Range(0, 60).Select(minute => new CronText($"{minute} 20 * * *")).ToArray();
        return Enumerable.Range(0, Routines).Select(number).Select(i => new Routine
        {
            Key = $"routine-{i:000000}", Cron = crons[i % 60], DayGroup = rules[i % 3], Executor = "x",
        });
    }
}
