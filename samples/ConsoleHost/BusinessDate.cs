using NodaTime;

namespace ConsoleHost;

/// <summary>When the sample's story takes place: the evening of a Thursday, with a holiday of B3 on the Friday after it.</summary>
internal static class BusinessDate
{
    public static readonly LocalDate Thursday = new(2026, 11, 19);

    /// <summary>Dia Nacional de Zumbi e da Consciência Negra.</summary>
    public static readonly LocalDate Holiday = new(2026, 11, 20);

    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/Sao_Paulo"];

    /// <summary>When everything is due.</summary>
    public static readonly Instant Due = At(20, 30);

    /// <summary>Early enough for a slow machine to have loaded the day before anything is due.</summary>
    public static readonly Instant ClockStarts = Due - Duration.FromSeconds(6);

    private static Instant At(int hour, int minute) => Thursday.At(new LocalTime(hour, minute)).InZoneStrictly(Zone).ToInstant();
}
