using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>
/// An expression's instants in order. The zone is walked from one clock change to the next; at the beginning of a stretch stands, once,
/// what the gap before it swallowed.
/// </summary>
internal static class Occurrences
{
    /// <summary>Outside, some zone would leave the years of NodaTime or of Cronos.</summary>
    private static readonly Interval Years = new(Instant.FromUtc(1, 1, 2, 0, 0), Instant.FromUtc(9999, 12, 30, 0, 0));

    /// <summary>Ends where the expression names no further reading, at the latest with year 9999.</summary>
    public static IEnumerable<Instant> After(Instant after, DateTimeZone zone, CronReadings readings, ClockChangePolicy policy)
    {
        if (after >= Years.End)
        {
            yield break;
        }

        var stretch = OffsetStretch.After(Instant.Max(after, Years.Start), zone, policy);
        while (readings.Next(stretch.From, stretch.Inclusive) is not null)
        {
            foreach (var reading in readings.Within(stretch.From, stretch.End, stretch.Inclusive))
            {
                yield return stretch.At(reading);
            }

            if (stretch.End is not { } end)
            {
                yield break;
            }

            stretch = stretch.Next(zone, policy);
            if (readings.Within(end, stretch.From, inclusive: true).Any())
            {
                yield return stretch.Interval.Start;
                stretch = stretch with { Inclusive = false };
            }
        }
    }
}
