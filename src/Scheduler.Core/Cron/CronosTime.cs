using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>
/// Cronos is asked about readings of a clock that never changes, which its UTC overloads are; no zone ever reaches it.
/// Its years are 1-9999; NodaTime's instants end with UTC's year 9999, so that the last day is left out for the zones west of Greenwich.
/// </summary>
internal static class CronosTime
{
    /// <summary>No reading from here on is asked for.</summary>
    public static readonly LocalDateTime End = new(9999, 12, 31, 0, 0);

    private static readonly LocalDateTime First = new(1, 1, 1, 0, 0);

    /// <summary>Cut to its tick; a reading before year 1 becomes the first of year 1.</summary>
    public static DateTime ToCronos(this LocalDateTime reading) =>
        DateTime.SpecifyKind(LocalDateTime.Max(reading, First).ToDateTimeUnspecified(), DateTimeKind.Utc);

    public static LocalDateTime ToReading(this DateTime fromCronos) => LocalDateTime.FromDateTime(fromCronos);
}
