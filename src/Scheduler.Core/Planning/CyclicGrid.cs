using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>The slots of a Cyclic routine: from + k·interval of elapsed time, before until; without a window those of the order day.</summary>
internal static class CyclicGrid
{
    /// <param name="most">One more is worked out, so that too many can be told.</param>
    public static IReadOnlyList<NamedSlot> Find(OrderDay day, RunWindow? window, Duration every, int most)
    {
        LocalTimeMapping? from = window?.From is { } wall ? day.Map(wall) : null;
        var (start, until) = (from?.At ?? day.Start, window?.Until is { } end ? day.Map(end).At : day.End);
        var slots = new List<NamedSlot>();
        for (var at = FirstWithin(day, start, every); at < until && slots.Count <= most; at += every)
        {
            slots.Add(new NamedSlot(at, at == start && from is { IsGapShifted: true } ? Gap(day, window!.From!.Value, at) : []));
        }

        return slots;
    }

    /// <summary>A grid that begins before the order day (StartOfDay later than from) gives its slots from there on: no number is negative.</summary>
    private static Instant FirstWithin(OrderDay day, Instant start, Duration every)
    {
        var missed = Math.Ceiling(Math.Max(0, (day.Start - start) / every));
        return start + every * (long)missed;
    }

    private static IReadOnlyList<DecisionReason> Gap(OrderDay day, WallTime from, Instant at) =>
        [new DecisionReason.GapShifted(from.On(day.Date).TimeOfDay, at.InZone(day.Zone).TimeOfDay)];
}
