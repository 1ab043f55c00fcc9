using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>
/// An expression's instants in order. The zone is walked from one clock change to the next: within an interval of one offset readings and
/// instants have the same order, at its beginning stands what the gap before it swallowed.
/// </summary>
internal static class Occurrences
{
    /// <summary>Ends where the expression names no further reading, at the latest after year 9999.</summary>
    public static IEnumerable<Instant> After(Instant after, DateTimeZone zone, CronReadings readings, ClockChangePolicy policy)
    {
        Instant? last = null;
        foreach (var instant in WithGaps(after, zone, readings, policy))
        {
            if (instant != last)
            {
                yield return instant;
            }

            last = instant;
        }
    }

    private static IEnumerable<Instant> WithGaps(Instant after, DateTimeZone zone, CronReadings readings, ClockChangePolicy policy)
    {
        var interval = zone.GetZoneInterval(after);
        var from = after.WithOffset(interval.WallOffset).LocalDateTime;
        var inclusive = false;
        if (!policy.RunsBothTimes && Repeated(zone, interval) is { } end && end > from)
        {
            (from, inclusive) = (end, true);
        }

        while (true)
        {
            foreach (var reading in readings.Within(from, interval.HasEnd ? interval.IsoLocalEnd : null, inclusive))
            {
                yield return reading.WithOffset(interval.WallOffset).ToInstant();
            }

            if (!interval.HasEnd || readings.Next(from, inclusive) is null)
            {
                yield break;
            }

            var next = zone.GetZoneInterval(interval.End);
            if (readings.Within(interval.IsoLocalEnd, next.IsoLocalStart, inclusive: true).Any())
            {
                yield return interval.End;
            }

            from = policy.RunsBothTimes ? next.IsoLocalStart : LocalDateTime.Max(next.IsoLocalStart, interval.IsoLocalEnd);
            (interval, inclusive) = (next, true);
        }
    }

    /// <summary>Where the readings end that the interval repeats; null where it repeats none.</summary>
    private static LocalDateTime? Repeated(DateTimeZone zone, NodaTime.TimeZones.ZoneInterval interval)
    {
        if (!interval.HasStart)
        {
            return null;
        }

        var before = zone.GetZoneInterval(interval.Start - Duration.Epsilon);
        return before.IsoLocalEnd > interval.IsoLocalStart ? before.IsoLocalEnd : null;
    }
}
