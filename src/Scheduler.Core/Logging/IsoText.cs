using System.Collections;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Logging;

/// <summary>Dates and instants as logs have them: ISO 8601, whatever the culture.</summary>
internal static class IsoText
{
    public static string ToIso(this LocalDate date) => LocalDatePattern.Iso.Format(date);

    public static string ToIso(this Instant instant) => InstantPattern.General.Format(instant);

    /// <summary>Null of what is no date, time or duration of NodaTime.</summary>
    public static string? Of(object? value) => value switch
    {
        LocalDate date => date.ToIso(),
        LocalTime time => LocalTimePattern.ExtendedIso.Format(time),
        LocalDateTime time => LocalDateTimePattern.ExtendedIso.Format(time),
        Instant instant => InstantPattern.ExtendedIso.Format(instant),
        OffsetDateTime time => OffsetDateTimePattern.Rfc3339.Format(time),
        ZonedDateTime time => ZonedDateTimePattern.ExtendedFormatOnlyIso.Format(time),
        Duration duration => RoutineJson.Text(duration),
        _ => null,
    };

    /// <summary>Null where the first is none of NodaTime's, or there is none.</summary>
    public static string?[]? OfAll(object? value) => value is ICollection { Count: > 0 } all && Of(all.Cast<object?>().First()) is not null
        ? [.. all.Cast<object?>().Select(one => Of(one) ?? one?.ToString())]
        : null;
}
