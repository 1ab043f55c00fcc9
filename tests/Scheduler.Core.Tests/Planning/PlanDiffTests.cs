using NodaTime;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Planning;

public sealed class PlanDiffTests
{
    private static readonly LocalDate Date = APlan.Date("2026-11-19");

    [Theory]
    [InlineData("0 9 * * *", "0 9 * * *", "")]
    [InlineData("0 9 * * *", "0 10 * * *", "09:00>10:00")]
    [InlineData("0 9,12 * * *", "0 9 * * *", "-12:00")]
    [InlineData("0 9 * * *", "0 9,12 * * *", "+12:00")]
    [InlineData("0 9,12 * * *", "0 10,12 * * *", "09:00>10:00")]
    [InlineData("0 9,12,15 * * *", "0 10,12 * * *", "09:00>10:00 -15:00")]
    [InlineData("0 9 * * *", "0 9 20 * *", "-09:00 because NotInCron(day-of-month)")]
    [InlineData("0 9 20 * *", "0 9 * * *", "+09:00 instead of NotInCron(day-of-month)")]
    [InlineData("0 9 20 * *", "0 9 20 12 *", "NotInCron(day-of-month) > NotInCron(month), NotInCron(day-of-month)")]
    public void Runs_pair_by_slot_then_in_the_order_of_time(string before, string now, string changes) =>
        Assert.Equal(changes, Show(PlanDiff.Between(Plan(APlan.Daily(before)), Plan(APlan.Daily(now)))));

    [Fact]
    public void A_run_that_only_becomes_due_later_has_moved() =>
        Assert.Equal(
            "09:00>10:00",
            Show(
                PlanDiff.Between(
                    Plan(APlan.Daily("0 9 * * *")), Plan(APlan.Daily("0 9 * * *") with { Window = RunWindow.Between("10:00", "12:00") }))));

    [Fact]
    public void Routines_that_come_and_go_add_and_remove_their_runs()
    {
        var (a, b, c) = (APlan.Routine("a"), APlan.Routine("b"), APlan.Routine("c"));

        var diff = PlanDiff.Between(APlan.Planner(a, b).Plan(Date), APlan.Planner(b, c).Plan(Date));

        Assert.Equal(["a-", "c+"], diff.Changes.Select(change => change.Routine + (change is PlanChange.Added ? "+" : "-")));
    }

    [Fact]
    public void A_range_of_dates_is_compared_date_by_date()
    {
        var (before, now) = (APlan.Planner(APlan.Routine()), APlan.Planner(APlan.Routine() with { DayGroup = DayRule.Parse("every-day") }));

        var diff = PlanDiff.Between(before.Plan(Date, Date.PlusDays(4)), now.Plan(Date, Date.PlusDays(4)));

        Assert.Equal(
            ["2026-11-20", "2026-11-21", "2026-11-22"], diff.Changes.Cast<PlanChange.Added>().Select(change => $"{change.OrderDate:uuuu-MM-dd}"));
    }

    [Fact]
    public void Plans_of_different_dates_are_not_compared()
    {
        var planner = APlan.Planner(APlan.Routine());

        Assert.Throws<ArgumentException>(() => PlanDiff.Between(planner.Plan(Date), planner.Plan(Date.PlusDays(1))));
        Assert.Throws<ArgumentException>(() => PlanDiff.Between(planner.Plan(Date, Date), planner.Plan(Date, Date.PlusDays(1))));
        Assert.Throws<ArgumentException>(() => PlanDiff.Between(planner.Plan(Date, Date.PlusDays(1)), planner.Plan(Date, Date)));
    }

    private static DayPlan Plan(Routine routine) => APlan.Planner(routine).Plan(Date);

    private static string Show(PlanDiff diff) => string.Join(' ', diff.Changes.Select(change => change switch
    {
        PlanChange.Added it => $"+{Time(it.Run)}{(it.WhyNotBefore.Count > 0 ? $" instead of {string.Join(", ", it.WhyNotBefore)}" : "")}",
        PlanChange.Removed it => $"-{Time(it.Run)}{(it.WhyNotNow.Count > 0 ? $" because {string.Join(", ", it.WhyNotNow)}" : "")}",
        PlanChange.Moved it => $"{Time(it.From)}>{Time(it.To)}",
        PlanChange.OtherReasons it => $"{string.Join(", ", it.Before)} > {string.Join(", ", it.Now)}",
        _ => throw new ArgumentException("unknown"),
    }));

    private static string Time(PlannedRun run) => APlan.Text(run.DueAt)[11..16];
}
