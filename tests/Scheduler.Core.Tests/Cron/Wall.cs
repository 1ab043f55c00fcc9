using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Core.Tests.Cron;

/// <summary>Zones, dates and instants as tables write them.</summary>
internal static class Wall
{
    public static DateTimeZone SaoPaulo => Zone("America/Sao_Paulo");

    public static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    public static LocalDateTime Reading(string text) => LocalDateTimePattern.GeneralIso.Parse(text).Value;

    public static Instant At(string text) => OffsetDateTimePattern.Rfc3339.Parse(text).Value.ToInstant();

    public static LocalTime Time(string text) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;

    /// <summary>With the offset that the zone has then: <c>2018-11-04T01:00:00-02:00</c>.</summary>
    public static string Show(Instant at, DateTimeZone zone) => OffsetDateTimePattern.Rfc3339.Format(at.InZone(zone).ToOffsetDateTime());
}
