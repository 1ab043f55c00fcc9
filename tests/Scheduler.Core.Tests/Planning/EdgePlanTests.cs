using RoutineScheduler.DayGroups;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Planning;

public sealed class EdgePlanTests
{
    [Theory]
    [InlineData("Same", "2026-11-23")]
    [InlineData("Days(-3)", "2026-11-20")]
    [InlineData("BusinessDays(-1)", "2026-11-19")]
    [InlineData("BusinessDays(-2, b3)", "2026-11-18")]
    [InlineData("PreviousPlanned", "2026-11-19")]
    public void An_edge_gets_its_full_date(string date, string resolved)
    {
        var edge = Edge(new After("download-b3") { Date = EdgeDate.Parse(date) }, "2026-11-23").Runs.Single().Edges.Single();

        Assert.Equal((new RoutineKey("download-b3"), APlan.Date(resolved), 0), (edge.Predecessor, edge.Date, edge.Number));
    }

    [Theory]
    [InlineData(EdgeRequirement.Success, IfNotPlanned.Ignore, "ignored")]
    [InlineData(EdgeRequirement.Success, IfNotPlanned.Wait, "waits")]
    [InlineData(EdgeRequirement.Failure, IfNotPlanned.Ignore, "not needed")]
    public void A_predecessor_that_is_not_planned_is_named_with_what_becomes_of_the_edge(
        EdgeRequirement requires, IfNotPlanned ifNotPlanned, string outcome)
    {
        var decision = Edge(new After("download-b3") { Requires = requires, IfNotPlanned = ifNotPlanned }, "2026-11-20");

        Assert.Equal($"PredecessorNotPlanned(download-b3, {outcome})", decision.Why);
        Assert.Equal(APlan.Date("2026-11-20"), decision.Runs.Single().Edges.Single().Date);
    }

    [Fact]
    public void A_predecessor_that_is_planned_is_not_mentioned() => Assert.Equal("", Edge(new After("download-b3"), "2026-11-19").Why);

    [Fact]
    public void A_routine_may_wait_for_its_own_previous_date_and_the_first_has_none()
    {
        var own = new After("download-b3") { Date = new EdgeDate.PreviousPlanned() };
        var routine = APlan.Routine() with { After = [own], ValidFrom = APlan.Date("2026-11-18") };
        var planner = APlan.Planner(routine);

        var decisions = planner.PlanOne("download-b3", APlan.Date("2026-11-18"), APlan.Date("2026-11-23"))
            .Where(decision => decision.Runs.Count > 0).ToList();

        Assert.Equal(
            ["2026-11-17 PredecessorNotPlanned(download-b3, ignored)", "2026-11-18 ", "2026-11-19 "],
            decisions.Select(decision => $"{decision.Runs[0].Edges[0].Date:uuuu-MM-dd} {decision.Why}"));
    }

    [Fact]
    public void A_predecessor_before_its_ActiveFrom_or_paused_counts_as_not_planned()
    {
        var waiting = Waiting(new After("download-b3"));
        var at = APlan.At("2026-11-19T21:00:00-03:00");
        var late = APlan.Planner(waiting, APlan.Routine() with { ActiveFrom = at });
        var paused = Planner.Create(
            [
                RoutineToPlan.Unstored(waiting),
                RoutineToPlan.Unstored(APlan.Routine()) with { Inactive = new Inactivity("ana@desk", APlan.At("2026-11-19T09:00:00-03:00")) },
            ],
            APlan.Calendars, PlannerSettings.Default);

        Assert.Equal("PredecessorNotPlanned(download-b3, ignored)", WhyOf(late));
        Assert.Equal("PredecessorNotPlanned(download-b3, ignored)", WhyOf(paused));

        static string WhyOf(Planner planner) => planner.PlanOne("waiting", APlan.Date("2026-11-19"), APlan.Date("2026-11-19")).Single().Why;
    }

    [Fact]
    public void A_pause_leaves_the_dates_before_it_planned_and_names_who_paused()
    {
        var paused = RoutineToPlan.Unstored(APlan.Routine()) with { Inactive = new Inactivity("ana@desk", APlan.At("2026-11-18T21:00:00-03:00")) };
        var planner = Planner.Create([paused], APlan.Calendars, PlannerSettings.Default);

        Assert.Equal(
            [
                "", "Inactive(ana@desk, 2026-11-18T21:00:00-03:00)",
                "Holiday(b3, \"Consciência Negra\"); Inactive(ana@desk, 2026-11-18T21:00:00-03:00)",
            ],
            planner.PlanOne("download-b3", APlan.Date("2026-11-18"), APlan.Date("2026-11-20")).Select(decision => decision.Why));
    }

    [Fact]
    public void An_edge_that_leads_outside_its_calendar_leaves_that_routine_undecided_and_no_other()
    {
        var first = APlan.Calendars.Get("b3").FromYear;
        var planner = APlan.Planner(
            Waiting(new After("daily") { Date = new EdgeDate.BusinessDays(-5, "b3") }) with { Calendar = "b3" },
            APlan.Daily("0 9 * * *") with { Calendar = "b3" });

        var plan = planner.Plan(APlan.Date($"{first}-01-02"));

        Assert.Equal(["Undecided(CalendarEnds)"], Assert.Single(plan.Against).Texts);
        Assert.Equal("daily", Assert.Single(plan.Runs).Terms.Routine.Value);
    }

    private static Decision Edge(After edge, string date) =>
        APlan.Planner(Waiting(edge), APlan.Routine()).PlanOne("waiting", APlan.Date(date), APlan.Date(date)).Single();

    private static Routine Waiting(After edge) =>
        new() { Key = "waiting", Cron = "0 21 * * *", DayGroup = DayRule.Parse("every-day"), Executor = "x", After = [edge] };
}
