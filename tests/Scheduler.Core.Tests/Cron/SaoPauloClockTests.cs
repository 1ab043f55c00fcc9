using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cron;
using Xunit;

namespace RoutineScheduler.Core.Tests.Cron;

/// <summary>São Paulo's clock as the tz database has it, in the version that NodaTime brings along.</summary>
public sealed class SaoPauloClockTests
{
    private const string Oracle = "2026f";

    [Fact]
    public void Its_changes_are_those_of_the_tz_database()
    {
        var rows = Rows($"sao_paulo_transitions_1914_2037_tzdb{Oracle}.csv").Where(row => IsOurs(row[9] == "yes")).ToList();

        Assert.InRange(rows.Count, 89, 91);
        foreach (var row in rows)
        {
            var change = Wall.At(row[0]);
            Assert.Equal(OffsetPattern.GeneralInvariant.Parse(row[2]).Value, Wall.SaoPaulo.GetUtcOffset(change - Duration.Epsilon));
            Assert.Equal(OffsetPattern.GeneralInvariant.Parse(row[3]).Value, Wall.SaoPaulo.GetUtcOffset(change));
        }
    }

    [Fact]
    public void Its_order_days_begin_and_last_as_the_tz_database_says()
    {
        var rows = Rows("sao_paulo_day_bounds_around_transitions.csv").Where(row => IsOurs(!NearAChangeThatDiffers(Wall.Date(row[0])))).ToList();

        Assert.InRange(rows.Count, 300, 313);
        foreach (var row in rows)
        {
            var day = OrderDay.Of(Wall.Date(row[0]), Wall.SaoPaulo);
            Assert.Equal(Wall.At(row[2]), day.Start);
            Assert.Equal(row[3], day.Start.InZone(day.Zone).ToString("HH:mm:ss", null));
            Assert.Equal(Duration.FromHours(int.Parse(row[4])), day.Length);
        }
    }

    [Fact]
    public void Its_readings_become_instants_as_the_tz_database_says()
    {
        var rows = Rows("sao_paulo_local_to_utc.csv").Where(row => IsOurs(!NearAChangeThatDiffers(Wall.Reading(row[0]).Date))).ToList();

        Assert.InRange(rows.Count, 850, 900);
        foreach (var row in rows)
        {
            var reading = Wall.Reading(row[0]);
            var (once, interval) = row[1] switch
            {
                "gap" => (Shifted(row[4]), Shifted(row[4])),
                "unique" => (new LocalTimeMapping(Wall.At(row[2]), null, false), new LocalTimeMapping(Wall.At(row[2]), null, false)),
                _ => (new LocalTimeMapping(Wall.At(row[2]), null, false), new LocalTimeMapping(Wall.At(row[2]), Wall.At(row[3]), false)),
            };

            Assert.Equal(once, ClockChangePolicy.FixedTime.Map(reading, Wall.SaoPaulo));
            Assert.Equal(interval, ClockChangePolicy.Interval.Map(reading, Wall.SaoPaulo));
        }
    }

    private static LocalTimeMapping Shifted(string at) => new(Wall.At(at), Again: null, IsGapShifted: true);

    /// <summary>With another release than the oracle's only what both releases say may be asked.</summary>
    private static bool IsOurs(bool isTheSameInBoth) =>
        isTheSameInBoth || DateTimeZoneProviders.Tzdb.VersionId.StartsWith($"TZDB: {Oracle}", StringComparison.Ordinal);

    private static bool NearAChangeThatDiffers(LocalDate date) =>
        Rows($"sao_paulo_transitions_1914_2037_tzdb{Oracle}.csv").Where(row => row[9] == "no")
            .Any(row => Math.Abs(Period.DaysBetween(Wall.At(row[0]).InZone(Wall.SaoPaulo).Date, date)) <= 3);

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(OracleData.File("tz", file)).Skip(1).Select(line => line.Split(','));
}
