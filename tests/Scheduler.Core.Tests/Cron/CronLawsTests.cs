using Cronos;
using NodaTime;
using NodaTime.Testing.TimeZones;
using RoutineScheduler.Cron;
using Xunit;

namespace RoutineScheduler.Core.Tests.Cron;

public sealed class CronLawsTests
{
    private static readonly string[] Expressions =
    [
        "0 0 * * *", "59 23 * * *", "30 2 * * *", "15,45 0,23 * * *", "*/7 * * * *", "*/20 0-2,22-23 * * *", "0 0 1 * MON", "0 */6 L * *",
        "30 30 1 * * 0",
    ];

    private static readonly string[] Zones =
    [
        "America/Sao_Paulo", "America/Havana", "Africa/Cairo", "Asia/Amman", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kwajalein",
        "Atlantic/Azores",
        "Asia/Kolkata", "Antarctica/Troll",
    ];

    /// <summary>Pieces of fields, of which chance makes right ones and wrong ones.</summary>
    private static readonly string[] Tokens =
        [
            "*", "?", "-", "/", ",", "#", "L", "W", "l", "w", "0", "1", "2", "3", "5", "7", "10", "15", "23", "31", "MON", "fri", "JAN", "dec", "x",
            "1-3", "*/2", "1,2",
        ];

    public static TheoryData<string> EachZone => [.. Zones];

    [Theory]
    [MemberData(nameof(EachZone))]
    public void The_next_instant_lies_after_the_one_asked_about_and_is_the_smallest(string zoneId)
    {
        var (zone, random) = (Wall.Zone(zoneId), new Random(3));
        for (var i = 0; i < 300; i++)
        {
            var schedule = AnySchedule(random);
            var after = AnInstantNearAClockChange(zone, random);
            var next = schedule.NextAfter(after, zone, 4);

            Assert.Equal(4, next.Count);
            Assert.True(after < next[0] && next[0] < next[1] && next[1] < next[2] && next[2] < next[3]);
            Assert.Equal(next.Skip(1), schedule.NextAfter(next[0], zone, 3));
            Assert.Equal(next, schedule.NextAfter(next[0] - Duration.Epsilon, zone, 4));
        }
    }

    [Theory]
    [MemberData(nameof(EachZone))]
    public void The_slots_of_all_order_days_are_the_instants_of_the_schedule(string zoneId)
    {
        var (zone, random) = (Wall.Zone(zoneId), new Random(5));
        for (var i = 0; i < 100; i++)
        {
            var schedule = AnySchedule(random);
            var first = AnInstantNearAClockChange(zone, random).InZone(zone).Date.PlusDays(-3);
            var days = Enumerable.Range(0, 7).Select(day => OrderDay.Of(first.PlusDays(day), zone)).ToList();
            var slots = days.SelectMany(day => schedule.SlotsOn(day)).Select(slot => slot.At).Distinct().Order().ToList();

            Assert.Equal(schedule.NextAfter(days[0].Start - Duration.Epsilon, zone, slots.Count + 1).TakeWhile(at => at < days[^1].End), slots);
        }
    }

    /// <summary>The definition, word for word: map every reading by the policy, make a set, sort it.</summary>
    [Fact]
    public void In_any_zone_with_one_transition_the_instants_are_the_readings_mapped_one_by_one()
    {
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var change = Instant.FromUtc(2026, 3, 10, random.Next(24), random.Next(60));
            var zone = new SingleTransitionDateTimeZone(
                change, Offset.FromSeconds(900 * random.Next(-60, 60)), Offset.FromSeconds(900 * random.Next(-60, 60)));
            var schedule = AnySchedule(random);
            var after = change + Duration.FromMinutes(random.Next(-2_000, 2_000));
            var mapped = Minutes(change).Where(minute => Names(schedule, minute)).Select(minute => schedule.ClockChanges.Map(minute, zone))
                .SelectMany(at => at.Again is { } again ? new[] { at.At, again } : [at.At])
                .Where(at => at > after && at < change + Duration.FromDays(4)).Distinct().Order();

            Assert.Equal(mapped, schedule.NextAfter(after, zone, 6_000).TakeWhile(at => at < change + Duration.FromDays(4)));
        }
    }

    [Fact]
    public void Exactly_what_Cronos_reads_is_read_but_for_H_and_what_never_fires()
    {
        var random = new Random(11);
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var fields = new[] { "*", "*", "*", "*", "*" };
            fields[random.Next(5)] = AField(random);
            fields[random.Next(5)] = AField(random);
            var expression = string.Join(' ', fields);
            var byCronos = CronExpression.TryParse(expression, out var cronos);
            var ours = Read(expression);

            Assert.True(
                ours is not null == byCronos || (byCronos && NeverFires(cronos!)), $"'{expression}' is {(byCronos ? "read" : "refused")} by Cronos");
            accepted += byCronos ? 1 : 0;
            if (ours is not null)
            {
                var next = cronos!.GetNextOccurrence(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
                Assert.Equal(Instant.FromDateTimeUtc(next!.Value), ours.NextAfter(Instant.FromUtc(2026, 1, 1, 0, 0), DateTimeZone.Utc, 1)[0]);
            }
        }

        Assert.InRange(accepted, 1_000, 19_000);
    }

    [Fact]
    public void Rare_dates_are_found_without_walking_day_by_day()
    {
        var schedule = CronSchedule.Parse("0 12 29 2 MON", dayFields: DayFields.Both);
        var next = schedule.NextAfter(Wall.At("2026-01-01T00:00:00Z"), Wall.Zone("America/New_York"), 1_000);

        Assert.Equal(Wall.At("2044-02-29T12:00:00-05:00"), next[0]);
        Assert.Equal(299, next.Count);
        Assert.Equal(9_988, next[^1].InUtc().Year);
    }

    [Theory]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    [InlineData("UTC")]
    public void At_the_ends_of_the_calendar_there_are_answers_and_no_failures(string zoneId)
    {
        var schedule = CronSchedule.Parse("* * * * *");

        Assert.InRange(schedule.NextAfter(Instant.MinValue, Wall.Zone(zoneId), 1)[0], Instant.FromUtc(1, 1, 2, 0, 0), Instant.FromUtc(1, 1, 2, 0, 1));
        Assert.Empty(schedule.NextAfter(Instant.MaxValue, Wall.Zone(zoneId), 1));
        Assert.NotEmpty(schedule.NextAfter(Instant.FromUtc(9999, 12, 29, 0, 0), Wall.Zone(zoneId), 10_000));
    }

    [Fact]
    public void A_negative_count_is_refused_and_none_is_none()
    {
        var schedule = CronSchedule.Parse("* * * * *");

        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.NextAfter(Instant.MinValue, DateTimeZone.Utc, -1));
        Assert.Empty(schedule.NextAfter(Instant.MinValue, DateTimeZone.Utc, 0));
    }

    private static CronSchedule AnySchedule(Random random) => CronSchedule.Parse(
        Expressions[random.Next(Expressions.Length)], dayFields: random.Next(2) == 0 ? DayFields.Either : DayFields.Both);

    private static Instant AnInstantNearAClockChange(DateTimeZone zone, Random random)
    {
        var changes = zone.GetZoneIntervals(new Interval(Instant.FromUtc(1950, 1, 1, 0, 0), Instant.FromUtc(2030, 1, 1, 0, 0)))
            .Where(interval => interval.HasStart).Select(interval => interval.Start).ToList();
        return changes[random.Next(changes.Count)] + Duration.FromSeconds(random.Next(-100_000, 100_000));
    }

    private static IEnumerable<LocalDateTime> Minutes(Instant around)
    {
        var first = around.InUtc().Date.PlusDays(-6).AtMidnight();
        return Enumerable.Range(0, 12 * 1_440 * 2).Select(half => first.PlusSeconds(30 * half));
    }

    /// <summary>Asked of a clock that never changes.</summary>
    private static bool Names(CronSchedule schedule, LocalDateTime reading) =>
        schedule.NextAfter(reading.InUtc().ToInstant() - Duration.Epsilon, DateTimeZone.Utc, 1)[0] == reading.InUtc().ToInstant();

    private static CronSchedule? Read(string expression)
    {
        try
        {
            return CronSchedule.Parse(expression, dayFields: DayFields.Both);
        }
        catch (CronException)
        {
            return null;
        }
    }

    private static bool NeverFires(CronExpression expression) =>
        expression.GetNextOccurrence(new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc)) is null;

    private static string AField(Random random) => random.Next(3) == 0
        ? "*"
        : string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Tokens[random.Next(Tokens.Length)]));
}
