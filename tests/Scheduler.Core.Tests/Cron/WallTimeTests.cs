using NodaTime;
using RoutineScheduler.Cron;
using Xunit;

namespace RoutineScheduler.Core.Tests.Cron;

public sealed class WallTimeTests
{
    [Theory]
    [InlineData("00:00", "2026-03-06T00:00:00")]
    [InlineData("20:30", "2026-03-06T20:30:00")]
    [InlineData("23:59:59", "2026-03-06T23:59:59")]
    [InlineData("24:00", "2026-03-07T00:00:00")]
    [InlineData("26:00", "2026-03-07T02:00:00")]
    [InlineData("48:00", "2026-03-08T00:00:00")]
    public void It_counts_from_the_midnight_of_the_date_and_prints_what_was_parsed(string text, string reading)
    {
        var time = WallTime.Parse(text);

        Assert.Equal(Wall.Reading(reading), time.On(Wall.Date("2026-03-06")));
        Assert.Equal(text, time.ToString());
        Assert.True(WallTime.TryParse(text, out var tried));
        Assert.Equal(time, tried);
    }

    [Theory]
    [InlineData("")]
    [InlineData("9:00")]
    [InlineData("09:0")]
    [InlineData("09")]
    [InlineData("09:60")]
    [InlineData("09:00:60")]
    [InlineData("48:01")]
    [InlineData("48:00:01")]
    [InlineData("49:00")]
    [InlineData("-1:00")]
    [InlineData("09:00:00.5")]
    [InlineData(" 09:00")]
    [InlineData("٠٩:٠٠")]
    [InlineData("09:00:00:00")]
    public void Anything_else_is_refused_with_what_is_allowed(string text)
    {
        Assert.False(WallTime.TryParse(text, out var time));
        Assert.Equal(WallTime.Midnight, time);
        Assert.Contains("00:00 to 48:00", Assert.Throws<FormatException>(() => WallTime.Parse(text)).Message);
    }

    [Fact]
    public void Whole_seconds_are_printed_where_there_are_some()
    {
        Assert.Equal("26:00:05", WallTime.Of(26, 0, 5).ToString());
        Assert.Equal("06:30", WallTime.Of(new LocalTime(6, 30)).ToString());
        Assert.Equal((47, 59, 1), (WallTime.Of(47, 59, 1).Hours, WallTime.Of(47, 59, 1).Minutes, WallTime.Of(47, 59, 1).Seconds));
    }

    [Fact]
    public void Times_outside_of_48_hours_or_with_fractions_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WallTime.Of(48, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WallTime.Of(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WallTime.Of(9, 60));
        Assert.Throws<ArgumentOutOfRangeException>(() => WallTime.Of(int.MaxValue));
        Assert.Throws<ArgumentException>(() => WallTime.Of(LocalTime.MaxValue));
    }

    [Fact]
    public void The_default_is_midnight_and_times_are_ordered()
    {
        var (early, late) = (WallTime.Parse("20:00"), WallTime.Parse("26:00"));

        Assert.Equal(WallTime.Midnight, default);
        Assert.Equal(WallTime.Latest, WallTime.Parse("48:00"));
        Assert.True(early < late && late > early && early <= late && late >= early && early.CompareTo(late) < 0);
        Assert.Equal(early, WallTime.Of(20));
    }
}
