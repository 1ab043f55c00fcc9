using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Cli.Ask;

/// <summary>Instants as answers give them: the wall clock of the zone and its offset, with seconds of the offset only where it has some.</summary>
internal static class InstantText
{
    private static readonly OffsetDateTimePattern Usual = Pattern("Z+HH:mm");
    private static readonly OffsetDateTimePattern LocalMeanTime = Pattern("Z+HH:mm:ss");

    public static string Of(Instant instant, DateTimeZone zone)
    {
        var at = instant.InZone(zone).ToOffsetDateTime();
        return (at.Offset.Seconds % 60 == 0 ? Usual : LocalMeanTime).Format(at);
    }

    private static OffsetDateTimePattern Pattern(string offset) =>
        OffsetDateTimePattern.CreateWithInvariantCulture($"uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<{offset}>");
}
