using NodaTime;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Planning;

public sealed class WindowTests
{
    [Theory]
    [InlineData("30 20 * * *", "20:00", "26:00", "20:30:00-03:00")]
    [InlineData("30 19 * * *", "20:00", "26:00", "20:00:00-03:00")]
    [InlineData("0 20 * * *", "20:00", "26:00", "20:00:00-03:00")]
    [InlineData("0 18,19,21 * * *", "20:00", "21:00", "20:00:00-03:00 20:00:00-03:00")]
    [InlineData("0 21 * * *", "20:00", "21:00", "")]
    [InlineData("59 20 * * *", "20:00", "21:00", "20:59:00-03:00")]
    public void A_slot_before_from_becomes_due_at_from_and_one_at_until_is_not_planned(string cron, string from, string until, string due)
    {
        var decision = APlan.Decide(APlan.Daily(cron) with { Window = RunWindow.Between(from, until) }, "2026-11-19");

        Assert.Equal(due.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(time => $"2026-11-19T{time}"), APlan.Due(decision));
        Assert.Equal(due == "" ? "OutsideWindow" : "", decision.Why);
    }

    [Fact]
    public void A_slot_keeps_its_identity_where_the_window_makes_it_due_later()
    {
        var run = Assert.Single(APlan.Decide(APlan.Daily("30 19 * * *") with { Window = RunWindow.Between("20:00", "26:00") }, "2026-11-19").Runs);

        Assert.Equal((19 * 3_600) + 1_800, run.Slot);
        Assert.Equal("2026-11-19T19:30:00-03:00", APlan.Text(run.PlannedAt));
        Assert.Equal("2026-11-20T02:00:00-03:00", APlan.Text(run.Bounds.WindowUntil!.Value));
    }

    /// <summary>With StartOfDay 06:00 the night after a date belongs to it.</summary>
    [Theory]
    [InlineData("0 2 * * 1-5", "2026-11-20", "2026-11-21T02:00:00-03:00")]
    [InlineData("0 2 * * 1-5", "2026-11-21", "")]
    [InlineData("0 6 * * *", "2026-11-20", "2026-11-20T06:00:00-03:00")]
    [InlineData("59 5 * * *", "2026-11-20", "2026-11-21T05:59:00-03:00")]
    public void Dates_are_asked_about_the_order_date_and_times_about_its_day(string cron, string date, string due)
    {
        var decision = APlan.Decide(APlan.Daily(cron), date, PlannerSettings.Default with { StartOfDay = new LocalTime(6, 0) });

        Assert.Equal(due, string.Join(' ', APlan.Due(decision)));
    }

    [Fact]
    public void Windows_count_from_midnight_whatever_the_start_of_the_day()
    {
        var settings = PlannerSettings.Default with { StartOfDay = new LocalTime(6, 0) };
        var routine = APlan.Daily("0 2 * * *");

        Assert.Equal(
            "2026-11-20T02:00:00-03:00",
            APlan.Due(APlan.Decide(routine with { Window = RunWindow.Between("22:00", "27:00") }, "2026-11-19", settings)).Single());
        Assert.Equal("OutsideWindow", APlan.Decide(routine with { Window = RunWindow.Between("01:00", "03:00") }, "2026-11-19", settings).Why);
    }

    /// <summary>São Paulo's 2018-11-04 begins at 01:00; 2018-02-17 has 23:00-23:59 twice.</summary>
    [Theory]
    [InlineData("30 0 * * *", "2018-11-04", "2018-11-04T01:00:00-02:00", "GapShifted(00:30 → 01:00)")]
    [InlineData("0,30 0 * * *", "2018-11-04", "2018-11-04T01:00:00-02:00", "GapShifted(00:00 → 01:00); GapShifted(00:30 → 01:00)")]
    [InlineData("30 0,1 * * *", "2018-11-04", "2018-11-04T01:00:00-02:00 2018-11-04T01:30:00-02:00", "GapShifted(00:30 → 01:00)")]
    [InlineData("30 23 * * *", "2018-02-17", "2018-02-17T23:30:00-02:00", "")]
    [InlineData(
        "*/30 23 * * *", "2018-02-17", "2018-02-17T23:00:00-02:00 2018-02-17T23:30:00-02:00 2018-02-17T23:00:00-03:00 2018-02-17T23:30:00-03:00", "")]
    public void Clock_changes_shift_what_a_gap_swallows_and_say_so(string cron, string date, string due, string why)
    {
        var decision = APlan.Decide(APlan.Daily(cron), date);

        Assert.Equal(due, string.Join(' ', APlan.Due(decision)));
        Assert.Equal(why, decision.Why);
    }

    [Fact]
    public void A_window_that_opens_in_a_gap_opens_at_the_first_instant_after_it()
    {
        var routine = APlan.Daily("0 23 * * *") with { Window = RunWindow.Between("24:30", "26:00") };

        Assert.Equal("2018-11-04T01:00:00-02:00", APlan.Due(APlan.Decide(routine, "2018-11-03")).Single());
    }

    [Theory]
    [InlineData("America/Bahia", "2018-11-04T00:30:00-03:00")]
    [InlineData("Asia/Tokyo", "2018-11-04T00:30:00+09:00")]
    [InlineData("UTC", "2018-11-04T00:30:00Z")]
    public void A_routines_own_zone_decides_its_dates_and_has_no_gap_where_the_zone_has_none(string zone, string due)
    {
        var decision = APlan.Decide(APlan.Daily("30 0 * * *") with { Zone = zone }, "2018-11-04");

        Assert.Equal([due], APlan.Due(decision, zone));
        Assert.Empty(decision.Reasons);
    }

    [Fact]
    public void What_a_skipped_date_swallows_runs_on_it_at_its_start()
    {
        var decision = APlan.Decide(APlan.Daily("0 9 * * *") with { Zone = "Pacific/Apia" }, "2011-12-30");

        Assert.Equal(["2011-12-31T00:00:00+14:00"], APlan.Due(decision, "Pacific/Apia"));
        Assert.Equal("GapShifted(09:00 → 00:00)", decision.Why);
    }

    [Theory]
    [InlineData("09:00", "10:00", "09:00 09:15 09:30 09:45")]
    [InlineData("09:10", "09:41", "09:10 09:25 09:40")]
    [InlineData("23:40", "24:20", "23:40 23:55 00:10")]
    public void A_cyclic_routine_has_slots_from_from_by_its_interval_before_until(string from, string until, string times)
    {
        var decision = APlan.Decide(Cyclic(RunWindow.Between(from, until)), "2026-11-19");

        Assert.Equal(times.Split(' '), decision.Runs.Select(run => $"{run.DueAt.InZone(DateTimeZoneProviders.Tzdb["America/Sao_Paulo"]):HH:mm}"));
    }

    /// <summary>By elapsed time: a day of 23 hours has four slots less, one of 25 four more.</summary>
    [Theory]
    [InlineData("2018-11-04", 92)]
    [InlineData("2018-11-05", 96)]
    [InlineData("2018-02-17", 100)]
    public void Without_a_window_a_cyclic_routine_fills_the_order_day(string date, int slots)
    {
        var decision = APlan.Decide(Cyclic(null), date);

        Assert.Equal(Enumerable.Range(0, slots).Select(k => k * 900), decision.Runs.Select(run => run.Slot));
    }

    [Fact]
    public void A_cyclic_slot_expires_when_the_next_is_due()
    {
        var runs = APlan.Decide(Cyclic(RunWindow.Between("09:00", "18:00")), "2026-11-19").Runs;

        Assert.Equal(runs[1].DueAt, runs[0].Bounds.StartUntil);
        Assert.Equal(runs[^1].Bounds.WindowUntil, runs[^1].Bounds.StartUntil);
    }

    [Fact]
    public void A_cyclic_routine_asks_its_day_group() =>
        Assert.Equal(
            "Holiday(b3, \"Consciência Negra\")",
            APlan.Decide(Cyclic(RunWindow.Between("09:00", "18:00")) with { DayGroup = DayRule.Parse("business-days(b3)") }, "2026-11-20").Why);

    [Fact]
    public void No_cyclic_slot_lies_before_the_order_day_has_begun()
    {
        var routine = Cyclic(RunWindow.Between("05:00", "07:00")) with { Every = Duration.FromMinutes(25) };

        var runs = APlan.Decide(routine, "2026-11-19", PlannerSettings.Default with { StartOfDay = new LocalTime(6, 0) }).Runs;

        Assert.Equal([900, 2_400], runs.Select(run => run.Slot));
    }

    [Fact]
    public void When_it_was_defined_is_said_to_the_second()
    {
        var routine = APlan.Daily("0 9 * * *") with { ActiveFrom = APlan.At("2026-11-19T15:00:00.0867684-03:00") };

        var decided = APlan.Decide(routine, "2026-11-18");

        Assert.Equal("NotDefinedYet(2026-11-19T15:00:00-03:00)", decided.Why);
        Assert.Equal("ainda não definida (desde 2026-11-19T15:00:00-03:00)", LoadReportWords.In("pt-BR").Of(Assert.Single(decided.Reasons)));
    }

    [Fact]
    public void A_slot_before_ActiveFrom_is_not_planned_and_a_later_one_is()
    {
        var routine = APlan.Daily("0 9,14,20 * * *") with { ActiveFrom = APlan.At("2026-11-19T14:00:00-03:00") };

        Assert.Equal(["2026-11-19T14:00:00-03:00", "2026-11-19T20:00:00-03:00"], APlan.Due(APlan.Decide(routine, "2026-11-19")));
        Assert.Equal("NotDefinedYet(2026-11-19T14:00:00-03:00)", APlan.Decide(routine, "2026-11-18").Why);
        Assert.Equal("", APlan.Decide(routine, "2026-11-20").Why);
    }

    [Fact]
    public void Earlier_slots_are_planned_where_a_person_asks_for_them()
    {
        var routine = APlan.Daily("0 9,20 * * *") with { ActiveFrom = APlan.At("2026-11-19T14:00:00-03:00") };

        Assert.Equal(2, APlan.Planner(routine).Plan(APlan.Date("2026-11-19"), includeEarlier: true).Runs.Count);
        Assert.Single(APlan.Planner(routine).Plan(APlan.Date("2026-11-19")).Runs);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-12-31", "2026-11-19", "")]
    [InlineData("2026-11-19", "2026-11-19", "2026-11-19", "")]
    [InlineData("2026-11-20", "2026-12-31", "2026-11-19", "OutsideValidity")]
    [InlineData("2026-01-01", "2026-11-18", "2026-11-19", "OutsideValidity")]
    public void Both_ends_of_the_validity_belong_to_it(string from, string to, string date, string why) =>
        Assert.Equal(why, APlan.Decide(APlan.Daily("0 9 * * *") with { ValidFrom = APlan.Date(from), ValidTo = APlan.Date(to) }, date).Why);

    private static Routine Cyclic(RunWindow? window) =>
        new() { Key = "cyclic", Type = RoutineType.Cyclic, Every = Duration.FromMinutes(15), Window = window, Executor = "x" };
}
