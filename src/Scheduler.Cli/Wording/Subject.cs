using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Client;
using RoutineScheduler.Cron;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Wording;

/// <summary>What a sentence is about: the routine's own words for when it runs, the date, and the clock that its people read.</summary>
/// <param name="Routine">Null where it is not known any more.</param>
/// <param name="RunsOf">The run of a predecessor that is in this state; null where it is not known.</param>
internal sealed record Subject(Routine? Routine, LocalDate Date, DateTimeZone Zone, Func<string, string, string, RunView?> RunsOf)
{
    private static readonly LocalDateTimePattern ToMinutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");
    private static readonly LocalDateTimePattern ToSeconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    public static Subject Of(Routine? routine, LocalDate date, DateTimeZone schedulers) =>
        new(routine, date, OwnZone(routine) ?? schedulers, (_, _, _) => null);

    /// <summary>An instant as the reasons write it, on the subject's clock; unchanged where it is none.</summary>
    public string Local(string text) => OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } at ? Local(at.Value.ToInstant()) : text;

    /// <summary>To the second at most: nobody reads finer.</summary>
    public string Local(Instant at)
    {
        var local = at.InZone(Zone).LocalDateTime;
        return (local.Second == 0 ? ToMinutes : ToSeconds).Format(local);
    }

    /// <summary>The time of the date at which the cron fires, where it is one; null else.</summary>
    public string? OnlyTime
    {
        get
        {
            if (Schedule is not { TimesPerDay: 1 } schedule)
            {
                return null;
            }

            var first = schedule.NextAfter(Zone.AtStartOfDay(Date).ToInstant() - Duration.Epsilon, Zone, 1);
            return first is [var at] ? Local(at)[11..] : null;
        }
    }

    private CronSchedule? Schedule => Routine?.Cron is { } cron
        ? CronSchedule.Parse(cron.Expression, cron.Dialect, cron.DayFields ?? DayFields.Either)
        : null;

    private static DateTimeZone? OwnZone(Routine? routine) =>
        routine?.Zone is { } own ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(own) : null;
}
