using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Logging;

/// <summary>Dates and instants as logs have them: ISO 8601, whatever the culture.</summary>
internal static class IsoText
{
    public static string ToIso(this LocalDate date) => LocalDatePattern.Iso.Format(date);

    public static string ToIso(this Instant instant) => InstantPattern.General.Format(instant);
}
