using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>The slots of one order day: its readings, mapped to instants and gathered by instant.</summary>
internal static class SlotsOfDay
{
    public static IReadOnlyList<CronSlot> Find(OrderDay day, TimeFields times, ClockChangePolicy policy)
    {
        var fired = new List<(Instant At, LocalDateTime Origin)>();
        foreach (var reading in times.Within(day.FirstReading, day.EndOfReadings))
        {
            var mapped = policy.Map(reading, day.Zone);
            fired.Add((mapped.At, reading));
            if (mapped.Again is { } again)
            {
                fired.Add((again, reading));
            }
        }

        fired.Sort();
        return [.. fired.GroupBy(one => one.At, one => one.Origin).Select(one => Slot(day, one.Key, [.. one]))];
    }

    private static CronSlot Slot(OrderDay day, Instant at, IReadOnlyList<LocalDateTime> origins) =>
        new(at, at - day.Start, at.InZone(day.Zone).LocalDateTime, origins);
}
