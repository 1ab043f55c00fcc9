using NodaTime;
using RoutineScheduler.Loading;
using Xunit;

namespace RoutineScheduler.Core.Tests.Loading;

public class LoadTimesTests
{
    private static readonly LocalDate Day = new(2026, 11, 19);
    private static readonly Duration Quarter = Duration.FromMinutes(-15);

    [Fact]
    public void A_date_is_due_a_quarter_of_an_hour_before_its_earliest_start_until_it_is_over_everywhere()
    {
        var times = Of(["America/Sao_Paulo", "Asia/Tokyo"]);

        Assert.Equal(Instant.FromUtc(2026, 11, 18, 14, 45), times.LoadAtOf(Day));
        Assert.Equal(Instant.FromUtc(2026, 11, 20, 3, 0), times.EndOf(Day));
        Assert.DoesNotContain(Day, times.DueAt(times.LoadAtOf(Day) - Duration.Epsilon));
        Assert.Contains(Day, times.DueAt(times.LoadAtOf(Day)));
        Assert.Contains(Day, times.DueAt(times.EndOf(Day) - Duration.Epsilon));
        Assert.DoesNotContain(Day, times.DueAt(times.EndOf(Day)));
    }

    [Fact]
    public void With_a_late_start_of_day_the_date_lasts_until_the_next_morning()
    {
        var times = Of(["America/Sao_Paulo"], start: new LocalTime(6, 0));

        Assert.Equal([Day], times.DueAt(Instant.FromUtc(2026, 11, 20, 8, 0)));
        Assert.Equal([Day, Day.PlusDays(1)], times.DueAt(Instant.FromUtc(2026, 11, 20, 8, 45)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Further_dates_follow_those_that_are_due(int ahead)
    {
        var due = Of(["America/Sao_Paulo"], ahead: ahead).DueAt(Instant.FromUtc(2026, 11, 19, 15, 0));

        Assert.Equal(Enumerable.Range(0, ahead + 1).Select(Day.PlusDays), due);
    }

    [Fact]
    public void A_date_that_the_zone_skipped_is_due_before_the_instant_that_swallowed_it()
    {
        var (times, skipped) = (Of(["Pacific/Apia"]), new LocalDate(2011, 12, 30));

        Assert.Equal(times.EndOf(skipped), times.LoadAtOf(skipped) - Quarter);
        Assert.Contains(skipped, times.DueAt(times.LoadAtOf(skipped)));
        Assert.Contains(skipped, times.Between(times.LoadAtOf(skipped) - Duration.FromDays(1), times.LoadAtOf(skipped) + Duration.FromDays(1)));
    }

    [Theory]
    [InlineData("America/Sao_Paulo", 0, -15)]
    [InlineData("America/Sao_Paulo", 23, -1440)]
    [InlineData("Pacific/Kiritimati", 0, 1440)]
    [InlineData("Etc/GMT+12", 23, 1440)]
    public void Each_load_is_the_first_after_the_one_before_and_no_date_is_left_out(string zone, int startHour, int minutes)
    {
        var times = Of([zone, "Australia/Lord_Howe"], new LocalTime(startHour, 0), Duration.FromMinutes(minutes));
        var now = Instant.FromUtc(2018, 10, 30, 0, 0);
        var loaded = new SortedSet<LocalDate>(times.DueAt(now));
        for (var i = 0; i < 20; i++)
        {
            var next = times.NextAfter(now);
            Assert.True(next > now);
            Assert.Empty(times.DueAt(next - Duration.Epsilon).Except(loaded));
            now = next;
            loaded.UnionWith(times.DueAt(now));
        }

        Assert.Equal(Enumerable.Range(0, loaded.Count).Select(loaded.Min.PlusDays), loaded);
        Assert.True(loaded.Count >= 20);
    }

    private static LoadTimes Of(string[] zones, LocalTime start = default, Duration? at = null, int ahead = 0) =>
        new([.. zones.Select(zone => DateTimeZoneProviders.Tzdb[zone])], start, at ?? Quarter, ahead);
}
