using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cli.Terminal;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>When the runs of one order date are due, in one cell: a few are listed, many are told by their number, bounds and distance.</summary>
internal static class DueTimes
{
    public const int MostListed = 4;
    private static readonly LocalTimePattern ToMinutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern ToSeconds = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");
    private static readonly DurationPattern Hours = DurationPattern.CreateWithInvariantCulture("H':'mm");
    private static readonly DurationPattern HoursToSeconds = DurationPattern.CreateWithInvariantCulture("H':'mm':'ss");

    /// <param name="due">In the order of time.</param>
    /// <param name="date">Of its instants only the time is told.</param>
    public static string Of(IReadOnlyList<Instant> due, LocalDate date, DateTimeZone zone, Words words)
    {
        if (due.Count <= MostListed)
        {
            return string.Join(", ", due.Select(at => Time(at, date, zone)));
        }

        return $"{words.Count(due.Count, "run", "runs", "execução", "execuções")}, {Bounds(due, date, zone, words)}";
    }

    /// <summary>The first and the last of several, and how far they are from each other.</summary>
    public static string Bounds(IReadOnlyList<Instant> due, LocalDate date, DateTimeZone zone, Words words)
    {
        var bounds = $"{Time(due[0], date, zone)}–{Time(due[^1], date, zone)}";
        return Distance(due) is { } every ? $"{bounds}, {words["every", "a cada"]} {Every(every)}" : bounds;
    }

    /// <summary>As people write how often something recurs: 0:15, or 0:00:30 where seconds count.</summary>
    public static string Every(Duration distance) => (distance.Seconds == 0 ? Hours : HoursToSeconds).Format(distance);

    private static string Time(Instant at, LocalDate date, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        var time = (local.Second == 0 ? ToMinutes : ToSeconds).Format(local.TimeOfDay);
        return local.Date == date ? time : $"{LocalDatePattern.Iso.Format(local.Date)} {time}";
    }

    /// <summary>Null where they do not follow each other regularly.</summary>
    private static Duration? Distance(IReadOnlyList<Instant> due)
    {
        var first = due[1] - due[0];
        return Enumerable.Range(1, due.Count - 1).All(next => due[next] - due[next - 1] == first) ? first : null;
    }
}
