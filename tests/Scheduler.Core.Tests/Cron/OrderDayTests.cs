using NodaTime;
using NodaTime.Testing.TimeZones;
using RoutineScheduler.Cron;
using Xunit;

namespace RoutineScheduler.Core.Tests.Cron;

public sealed class OrderDayTests
{
    [Theory]
    [InlineData("2018-11-03", "00:00", "2018-11-03T00:00:00-03:00", 24)]
    [InlineData("2018-11-04", "00:00", "2018-11-04T01:00:00-02:00", 23)]
    [InlineData("2018-02-17", "00:00", "2018-02-17T00:00:00-02:00", 25)]
    [InlineData("2018-11-03", "06:00", "2018-11-03T06:00:00-03:00", 23)]
    [InlineData("2018-02-17", "06:00", "2018-02-17T06:00:00-02:00", 25)]
    [InlineData("2018-11-04", "06:00", "2018-11-04T06:00:00-02:00", 24)]
    public void It_runs_from_StartOfDay_to_StartOfDay(string date, string startOfDay, string start, int hours)
    {
        var day = OrderDay.Of(Wall.Date(date), Wall.SaoPaulo, Wall.Time(startOfDay));

        Assert.Equal(start, Wall.Show(day.Start, day.Zone));
        Assert.Equal(Duration.FromHours(hours), day.Length);
        Assert.Equal(day.End, day.Next().Start);
    }

    [Fact]
    public void A_date_that_the_zone_skipped_has_an_empty_order_day()
    {
        var day = OrderDay.Of(Wall.Date("2011-12-30"), Wall.Zone("Pacific/Apia"));

        Assert.Equal(day.End, day.Start);
        Assert.Equal("2011-12-31T00:00:00+14:00", Wall.Show(day.Start, day.Zone));
        Assert.False(day.Contains(day.Start));
        Assert.Equal("2011-12-31T00:00:00+14:00", Wall.Show(day.Map(WallTime.Parse("09:00")).At, day.Zone));
    }

    [Theory]
    [InlineData("2018-11-03", "24:30", "2018-11-04T01:00:00-02:00", true)]
    [InlineData("2018-11-04", "00:30", "2018-11-04T01:00:00-02:00", true)]
    [InlineData("2018-11-04", "01:00", "2018-11-04T01:00:00-02:00", false)]
    [InlineData("2018-02-17", "23:30", "2018-02-17T23:30:00-02:00", false)]
    [InlineData("2018-02-17", "24:00", "2018-02-18T00:00:00-03:00", false)]
    [InlineData("2026-03-06", "26:00", "2026-03-07T02:00:00-03:00", false)]
    [InlineData("2026-03-06", "48:00", "2026-03-08T00:00:00-03:00", false)]
    public void A_wall_clock_time_counts_from_midnight_and_is_mapped_like_a_fixed_time(string date, string time, string at, bool shifted)
    {
        foreach (var startOfDay in new[] { "00:00", "06:00" })
        {
            var mapped = OrderDay.Of(Wall.Date(date), Wall.SaoPaulo, Wall.Time(startOfDay)).Map(WallTime.Parse(time));

            Assert.Equal((at, shifted), (Wall.Show(mapped.At, Wall.SaoPaulo), mapped.IsGapShifted));
            Assert.Null(mapped.Again);
        }
    }

    [Theory]
    [InlineData("2026-03-06T05:59:59-03:00", "06:00", "2026-03-05")]
    [InlineData("2026-03-06T06:00:00-03:00", "06:00", "2026-03-06")]
    [InlineData("2018-11-03T23:59:59-03:00", "00:30", "2018-11-03")]
    [InlineData("2018-11-04T01:00:00-02:00", "00:30", "2018-11-04")]
    [InlineData("2018-02-17T23:10:00-02:00", "23:30", "2018-02-16")]
    [InlineData("2018-02-17T23:30:00-02:00", "23:30", "2018-02-17")]
    [InlineData("2018-02-17T23:10:00-03:00", "23:30", "2018-02-17")]
    public void The_order_day_of_an_instant_is_the_one_that_contains_it(string now, string startOfDay, string date)
    {
        var day = OrderDay.At(Wall.At(now), Wall.SaoPaulo, Wall.Time(startOfDay));

        Assert.Equal(Wall.Date(date), day.Date);
        Assert.True(day.Contains(Wall.At(now)));
    }

    [Fact]
    public void Every_instant_around_a_change_at_midnight_belongs_to_one_order_day()
    {
        foreach (var (before, after) in new[] { (60, 0), (0, 60), (90, -90), (-90, 90) })
        {
            var change = Wall.At("2026-03-10T00:15:00Z");
            var zone = new SingleTransitionDateTimeZone(change, Offset.FromSeconds(before * 60), Offset.FromSeconds(after * 60));
            for (var minute = -300; minute <= 300; minute++)
            {
                var now = change + Duration.FromMinutes(minute);
                Assert.True(OrderDay.At(now, zone).Contains(now));
            }
        }
    }

    [Fact]
    public void Order_days_are_equal_by_date_zone_and_StartOfDay()
    {
        var date = Wall.Date("2026-03-06");

        Assert.Equal(OrderDay.Of(date, Wall.SaoPaulo), OrderDay.Of(date, Wall.SaoPaulo));
        Assert.NotEqual(OrderDay.Of(date, Wall.SaoPaulo), OrderDay.Of(date, DateTimeZone.Utc));
        Assert.NotEqual(OrderDay.Of(date, Wall.SaoPaulo), OrderDay.Of(date, Wall.SaoPaulo, Wall.Time("06:00")));
        Assert.Equal("2026-03-06 from 06:00 in America/Sao_Paulo", OrderDay.Of(date, Wall.SaoPaulo, Wall.Time("06:00")).ToString());
    }

    [Fact]
    public void A_StartOfDay_with_a_fraction_of_a_second_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderDay.Of(Wall.Date("2026-03-06"), Wall.SaoPaulo, new LocalTime(6, 0, 0, 500)));

    [Fact]
    public void Dates_at_the_ends_of_the_calendar_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderDay.Of(new LocalDate(9999, 12, 31), Wall.SaoPaulo));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderDay.Of(new LocalDate(0, 1, 1), Wall.SaoPaulo));
        Assert.Equal(new LocalDate(9998, 12, 31), OrderDay.Of(new LocalDate(9998, 12, 31), Wall.SaoPaulo).Date);
    }
}
