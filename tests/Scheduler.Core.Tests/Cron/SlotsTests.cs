using NodaTime;
using NodaTime.Testing.TimeZones;
using RoutineScheduler.Cron;
using Xunit;

namespace RoutineScheduler.Core.Tests.Cron;

public sealed class SlotsTests
{
    /// <summary>2018-11-04 in São Paulo begins at 01:00: 00:00-00:59 does not exist.</summary>
    [Theory]
    [InlineData("0 0 * * *", "2018-11-04T01:00:00-02:00<00:00")]
    [InlineData("59 0 * * *", "2018-11-04T01:00:00-02:00<00:59")]
    [InlineData("15,45 0 * * *", "2018-11-04T01:00:00-02:00<00:15,00:45")]
    [InlineData("30 0,1 * * *", "2018-11-04T01:00:00-02:00<00:30 2018-11-04T01:30:00-02:00")]
    [InlineData("0 0,1 * * *", "2018-11-04T01:00:00-02:00<00:00,01:00")]
    [InlineData("*/30 0-1 * * *", "2018-11-04T01:00:00-02:00<00:00,00:30,01:00 2018-11-04T01:30:00-02:00")]
    [InlineData("0 9 * * *", "2018-11-04T09:00:00-02:00")]
    [InlineData("0 0 5 * *", "")]
    public void What_the_gap_at_midnight_swallows_runs_once_at_the_first_instant_of_the_day(string expression, string slots) =>
        Assert.Equal(slots, Show(expression, AnOrderDay("2018-11-04")));

    /// <summary>2018-02-17 in São Paulo has 23:00-23:59 twice.</summary>
    [Theory]
    [InlineData("30 23 * * *", "2018-02-17T23:30:00-02:00")]
    [InlineData("0,30 23 * * *", "2018-02-17T23:00:00-02:00 2018-02-17T23:30:00-02:00")]
    [InlineData("*/30 23 * * *", "2018-02-17T23:00:00-02:00 2018-02-17T23:30:00-02:00 2018-02-17T23:00:00-03:00 2018-02-17T23:30:00-03:00")]
    [InlineData("30 22-23 * * *", "2018-02-17T22:30:00-02:00 2018-02-17T23:30:00-02:00 2018-02-17T23:30:00-03:00")]
    public void A_fixed_time_that_happens_twice_runs_the_first_time_and_an_interval_both(string expression, string slots) =>
        Assert.Equal(slots, Show(expression, AnOrderDay("2018-02-17")));

    [Theory]
    [InlineData("2018-11-04", 23 * 60)]
    [InlineData("2018-11-05", 24 * 60)]
    [InlineData("2018-02-17", 25 * 60)]
    public void Every_minute_of_the_day_has_its_slot_whatever_the_length_of_the_day(string date, int minutes)
    {
        var slots = CronSchedule.Parse("* * * * *").SlotsOn(AnOrderDay(date));

        Assert.Equal(Enumerable.Range(0, minutes).Select(minute => minute * 60L), slots.Select(slot => slot.Seconds));
    }

    /// <summary>Apia went from the 29th to the 31st.</summary>
    [Theory]
    [InlineData("0 9 * * *", "2011-12-29", "2011-12-29T09:00:00-10:00")]
    [InlineData("0 9 * * *", "2011-12-30", "2011-12-31T00:00:00+14:00<09:00")]
    [InlineData("0 9 * * *", "2011-12-31", "2011-12-31T09:00:00+14:00")]
    [InlineData("0 9,21 30 12 *", "2011-12-30", "2011-12-31T00:00:00+14:00<09:00,21:00")]
    [InlineData("0 9 30 12 *", "2011-12-31", "")]
    [InlineData("0 9 * * FRI", "2011-12-30", "2011-12-31T00:00:00+14:00<09:00")]
    public void What_a_date_that_the_zone_skipped_swallows_runs_at_its_empty_order_day(string expression, string date, string slots) =>
        Assert.Equal(slots, Show(expression, OrderDay.Of(Wall.Date(date), Wall.Zone("Pacific/Apia"))));

    [Fact]
    public void A_slot_of_a_skipped_date_has_the_number_0()
    {
        var slot = Assert.Single(CronSchedule.Parse("* * * * *").SlotsOn(OrderDay.Of(Wall.Date("2011-12-30"), Wall.Zone("Pacific/Apia"))));

        Assert.Equal(0, slot.Seconds);
        Assert.Equal(1_440, slot.Swallowed.Count());
        Assert.True(slot.IsGapShifted);
    }

    /// <summary>Lord Howe Island changes by half an hour: 02:00-02:29 is missing on 2018-10-07, 01:30-01:59 comes twice on 2018-04-01.</summary>
    [Theory]
    [InlineData("15 2 * * *", "2018-10-07", "2018-10-07T02:30:00+11:00<02:15")]
    [InlineData("*/15 2 * * *", "2018-10-07", "2018-10-07T02:30:00+11:00<02:00,02:15,02:30 2018-10-07T02:45:00+11:00")]
    [InlineData("45 1 * * *", "2018-04-01", "2018-04-01T01:45:00+11:00")]
    [InlineData("45 1-2 * * *", "2018-04-01", "2018-04-01T01:45:00+11:00 2018-04-01T01:45:00+10:30 2018-04-01T02:45:00+10:30")]
    public void Half_an_hour_is_a_gap_and_an_overlap_like_any_other(string expression, string date, string slots) =>
        Assert.Equal(slots, Show(expression, OrderDay.Of(Wall.Date(date), Wall.Zone("Australia/Lord_Howe"))));

    /// <summary>At 2026-03-10T12:00Z the clocks go on, or back, by 90 minutes: at noon for one, at 13:30 for the other.</summary>
    [Theory]
    [InlineData(0, 90, "0 12 * * *", "2026-03-10T13:30:00+01:30<12:00")]
    [InlineData(0, 90, "0 12,13 * * *", "2026-03-10T13:30:00+01:30<12:00,13:00")]
    [InlineData(0, 90, "30 13 * * *", "2026-03-10T13:30:00+01:30")]
    [InlineData(90, 0, "0 12 * * *", "2026-03-10T12:00:00+01:30")]
    [InlineData(90, 0, "0 12-13 * * *", "2026-03-10T12:00:00+01:30 2026-03-10T13:00:00+01:30 2026-03-10T12:00:00Z 2026-03-10T13:00:00Z")]
    public void A_zone_with_one_transition_follows_the_same_rules(int minutesBefore, int minutesAfter, string expression, string slots)
    {
        var zone = new SingleTransitionDateTimeZone(
            Wall.At("2026-03-10T12:00:00Z"), Offset.FromSeconds(minutesBefore * 60), Offset.FromSeconds(minutesAfter * 60));

        Assert.Equal(slots, Show(expression, OrderDay.Of(Wall.Date("2026-03-10"), zone)));
    }

    /// <summary>2026-03-06 is a Friday.</summary>
    [Theory]
    [InlineData("0 2 * * 1-5", "2026-03-05", "2026-03-06T02:00:00-03:00")]
    [InlineData("0 2 * * 1-5", "2026-03-06", "2026-03-07T02:00:00-03:00")]
    [InlineData("0 2 * * 1-5", "2026-03-07", "")]
    [InlineData("0 2 * * 1-5", "2026-03-08", "")]
    [InlineData("0 2 * * 1-5", "2026-03-09", "2026-03-10T02:00:00-03:00")]
    [InlineData("59 5 6 * *", "2026-03-06", "2026-03-07T05:59:00-03:00")]
    [InlineData("0 6 6 * *", "2026-03-06", "2026-03-06T06:00:00-03:00")]
    [InlineData("0 5,6 * * *", "2026-03-06", "2026-03-06T06:00:00-03:00 2026-03-07T05:00:00-03:00")]
    public void Date_fields_are_asked_about_the_order_date_and_time_fields_inside_the_order_day(string expression, string date, string slots) =>
        Assert.Equal(slots, Show(expression, AnOrderDay(date, startOfDay: "06:00")));

    [Fact]
    public void A_gap_at_the_end_of_an_order_day_puts_a_slot_at_the_days_length()
    {
        var day = AnOrderDay("2018-11-03", startOfDay: "00:30");
        var slot = Assert.Single(CronSchedule.Parse("15 0 * * *").SlotsOn(day));

        Assert.Equal("2018-11-04T01:00:00-02:00", Wall.Show(slot.At, day.Zone));
        Assert.Equal(day.Length, slot.FromStart);
        Assert.Equal([Wall.Reading("2018-11-04T00:15:00")], slot.Origins);
    }

    [Fact]
    public void A_reading_keeps_its_order_date_when_its_second_time_lies_behind_the_next_start()
    {
        // From 00:30 back to 23:30: the 10th begins at its first midnight, then 23:30-23:59 of the 9th comes again.
        var zone = new SingleTransitionDateTimeZone(Wall.At("2026-03-09T23:30:00Z"), Offset.FromHours(1), Offset.Zero);
        var slots = CronSchedule.Parse("*/45 23 * * *").SlotsOn(OrderDay.Of(Wall.Date("2026-03-09"), zone));

        Assert.Equal(
            ["2026-03-09T23:00:00+01:00", "2026-03-09T23:45:00+01:00", "2026-03-09T23:45:00Z"], slots.Select(slot => Wall.Show(slot.At, zone)));
        Assert.Equal(24 * 3_600 + 45 * 60, slots[2].Seconds);
    }

    [Fact]
    public void More_slots_than_asked_for_are_refused_and_not_worked_out()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => CronSchedule.Parse("* * * * * *").SlotsOn(AnOrderDay("2018-11-04"), max: 1_500));
        var twice = Assert.Throws<InvalidOperationException>(() => CronSchedule.Parse("* * * * *").SlotsOn(AnOrderDay("2018-02-17"), max: 1_499));

        Assert.Contains("86400 times", refused.Message);
        Assert.Contains("1500 times", twice.Message);
        Assert.Equal(1_500, CronSchedule.Parse("* * * * *").SlotsOn(AnOrderDay("2018-02-17"), max: 1_500).Count);
    }

    private static OrderDay AnOrderDay(string date, string startOfDay = "00:00") =>
        OrderDay.Of(Wall.Date(date), Wall.SaoPaulo, Wall.Time(startOfDay));

    /// <summary>Each slot's instant; where readings moved or met, <c>&lt;</c> and all origins.</summary>
    private static string Show(string expression, OrderDay day)
    {
        var slots = CronSchedule.Parse(expression).SlotsOn(day);
        Assert.All(slots, slot => Assert.Equal(slot.At, day.Start + slot.FromStart));
        Assert.All(slots, slot => Assert.Equal(slot.IsGapShifted, slot.Swallowed.Any()));
        return string.Join(' ', slots.Select(slot => Wall.Show(slot.At, day.Zone) + (slot.IsGapShifted ? $"<{Origins(slot)}" : "")));
    }

    private static string Origins(CronSlot slot) => string.Join(',', slot.Origins.Select(origin => $"{origin.Hour:00}:{origin.Minute:00}"));
}
