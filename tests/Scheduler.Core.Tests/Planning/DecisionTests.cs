using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Planning;

public sealed class DecisionTests
{
    [Fact]
    public void The_example_of_a_daily_routine_over_a_holiday_and_a_weekend()
    {
        var planner = APlan.Planner(APlan.Routine());

        var decisions = planner.PlanOne("download-b3", APlan.Date("2026-11-19"), APlan.Date("2026-11-23")).ToList();

        Assert.Equal(
            [
                "2026-11-19T20:30:00-03:00: ",
                ": Holiday(b3, \"Consciência Negra\")",
                ": NotInDayGroup",
                ": NotInDayGroup",
                "2026-11-23T20:30:00-03:00: ",
            ],
            decisions.Select(decision => $"{string.Join(", ", APlan.Due(decision))}: {decision.Why}"));
    }

    [Fact]
    public void Every_rule_that_says_no_is_named_in_the_fixed_order()
    {
        var routine = APlan.Routine() with
        {
            Cron = "30 20 1 3 *",
            ValidFrom = APlan.Date("2026-12-01"),
            ActiveFrom = APlan.At("2026-11-21T15:00:00-03:00"),
        };

        Assert.Equal(
            [
                "OutsideValidity", "NotDefinedYet(2026-11-21T15:00:00-03:00)", "Holiday(b3, \"Consciência Negra\")", "NotInCron(month)",
                "NotInCron(day-of-month)",
            ],
            APlan.Reasons(APlan.Decide(routine, "2026-11-20")));
    }

    [Fact]
    public void A_slot_outside_the_window_is_said_beside_the_holiday()
    {
        var routine = APlan.Routine() with { Window = RunWindow.Between("08:00", "20:30") };

        Assert.Equal(["Holiday(b3, \"Consciência Negra\")", "OutsideWindow"], APlan.Reasons(APlan.Decide(routine, "2026-11-20")));
        Assert.Equal(["OutsideWindow"], APlan.Reasons(APlan.Decide(routine, "2026-11-19")));
    }

    [Theory]
    [InlineData(DayFields.Either, "2026-11-20", "")]
    [InlineData(DayFields.Either, "2026-11-19", "NotInCron(day-of-month); NotInCron(day-of-week)")]
    [InlineData(DayFields.Both, "2026-11-20", "NotInCron(day-of-month)")]
    [InlineData(DayFields.Both, "2026-11-13", "")]
    [InlineData(DayFields.Both, "2026-11-19", "NotInCron(day-of-month); NotInCron(day-of-week)")]
    public void Day_fields_say_no_alone_or_together(DayFields mode, string date, string why)
    {
        var routine = APlan.Daily("0 9 13 * FRI");

        Assert.Equal(why, APlan.Decide(routine, date, PlannerSettings.Default with { DayFields = mode }).Why);
    }

    [Fact]
    public void A_routine_that_names_its_day_fields_does_not_ask_the_scheduler()
    {
        var routine = APlan.Daily("0 9 13 * FRI") with { Cron = new CronText("0 9 13 * FRI", DayFields: DayFields.Both) };

        Assert.Equal("NotInCron(day-of-month)", APlan.Decide(routine, "2026-11-20").Why);
    }

    [Fact]
    public void A_weekend_that_is_a_holiday_too_is_no_holiday_to_a_rule_of_business_days() =>
        Assert.Equal("NotInDayGroup", APlan.Decide(APlan.Routine(), "2026-11-15").Why);

    [Fact]
    public void A_shifted_date_names_its_base_date_and_keeps_it()
    {
        var routine = APlan.Daily("0 9 * * *") with { DayGroup = DayRule.Parse("shift(day-of-month(20), b3, following)") };

        var decision = APlan.Decide(routine, "2026-11-23");

        Assert.Equal(["ShiftedFrom(2026-11-20)"], APlan.Reasons(decision));
        Assert.Equal(APlan.Date("2026-11-20"), Assert.Single(decision.Runs).BaseDate);
    }

    [Fact]
    public void Two_base_dates_that_land_on_one_date_give_one_run_and_both_are_named()
    {
        var routine = APlan.Daily("0 9 * * *") with { DayGroup = DayRule.Parse("shift(day-of-month(21, 22), b3, following)") };

        var decision = APlan.Decide(routine, "2026-11-23");

        Assert.Equal(["ShiftedFrom(2026-11-21)", "ShiftedFrom(2026-11-22)"], APlan.Reasons(decision));
        Assert.Equal(APlan.Date("2026-11-21"), Assert.Single(decision.Runs).BaseDate);
    }

    [Fact]
    public void An_eventual_routine_is_only_ordered()
    {
        var routine = new Routine { Key = "e", Type = RoutineType.Eventual, Executor = "x" };

        Assert.Equal("OnlyOrdered", APlan.Decide(routine, "2026-11-19").Why);
    }

    [Fact]
    public void Beyond_the_calendars_years_a_decision_is_undecided_and_never_a_business_day()
    {
        var last = APlan.Calendars.Get("b3").ProjectedThrough;

        var decision = APlan.Decide(APlan.Routine(), $"{last + 1}-03-02");

        Assert.Equal("Undecided(CalendarEnds)", decision.Why);
        Assert.Contains("\"b3\"", decision.Undecided!.Detail);
    }

    [Fact]
    public void A_no_that_needs_no_calendar_stays_a_no_beyond_its_years()
    {
        var last = APlan.Calendars.Get("b3").ProjectedThrough;
        var routine = APlan.Routine() with { ValidTo = APlan.Date("2026-12-31") };

        Assert.Equal("OutsideValidity", APlan.Decide(routine, $"{last + 1}-03-02").Why);
    }

    [Fact]
    public void A_year_that_has_not_been_published_is_marked_projected()
    {
        var confirmed = APlan.Calendars.Get("b3").ConfirmedThrough;

        Assert.False(APlan.Decide(APlan.Routine(), $"{confirmed}-12-01").IsProjected);
        Assert.True(APlan.Decide(APlan.Routine(), $"{confirmed + 1}-12-01").IsProjected);
    }

    [Fact]
    public void A_stored_text_that_cannot_be_read_is_undecided_and_says_why()
    {
        var broken = RoutineToPlan.FromStored("broken", """{"key":"broken","crno":1}""", "hash", 7, Instant.MinValue);

        var plan = Planner.Create(
            [broken, RoutineToPlan.Unstored(APlan.Routine())], APlan.Calendars, PlannerSettings.Default).Plan(APlan.Date("2026-11-19"));

        var undecided = Assert.IsType<DecisionReason.Undecided>(Assert.Single(Assert.Single(plan.Against).Reasons));
        Assert.Equal(UndecidedCause.Unreadable, undecided.Cause);
        Assert.Contains("crno: unknown property", undecided.Detail);
        Assert.Single(plan.Runs);
    }

    [Theory]
    [InlineData("zone", "Undecided(UnknownZone)")]
    [InlineData("calendar", "Undecided(UnknownCalendar)")]
    [InlineData("rule", "Undecided(UnknownCalendar)")]
    [InlineData("cron", "Undecided(Unreadable)")]
    [InlineData("none", "Undecided(Unreadable)")]
    [InlineData("many", "Undecided(TooManyRuns)")]
    [InlineData("interval", "Undecided(Unreadable)")]
    [InlineData("often", "Undecided(TooManyRuns)")]
    [InlineData("kept", "Undecided(Unreadable)")]
    [InlineData("late", "Undecided(Unreadable)")]
    public void What_cannot_be_planned_is_undecided_and_the_others_are_planned(string broken, string why)
    {
        var routine = APlan.Daily("0 9 * * *");
        routine = broken switch
        {
            "zone" => routine with { Zone = "America/Sao_Paolo" },
            "calendar" => routine with { Calendar = "anbina" },
            "rule" => routine with { DayGroup = DayRule.Parse("business-days(nyse)") },
            "cron" => routine with { Cron = "0 25 * * *" },
            "none" => routine with { Cron = null },
            "interval" => routine with { Type = RoutineType.Cyclic, Cron = null, Every = Duration.FromMilliseconds(500) },
            "often" => routine with { Type = RoutineType.Cyclic, Cron = null, Every = Duration.FromSeconds(1) },
            "kept" => routine with { KeepPending = int.MaxValue },
            "late" => routine with { StartWithin = Duration.MaxValue },
            _ => routine with { Cron = "* * * * * *" },
        };

        var plan = APlan.Planner(routine, APlan.Routine()).Plan(APlan.Date("2026-11-19"));

        Assert.Equal([why], Assert.Single(plan.Against).Texts);
        Assert.Equal(1, plan.Undecided);
        Assert.Equal("download-b3", Assert.Single(plan.Runs).Terms.Routine.Value);
    }
}
