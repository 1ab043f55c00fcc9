using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Core.Tests.Planning;

/// <summary>Routines with consistent defaults, and what a planner says of them, as text.</summary>
internal static class APlan
{
    public static readonly CalendarSet Calendars = CalendarSet.Brazilian;

    /// <summary>Daily at 20:30 between 20:00 and 26:00 on B3's business days.</summary>
    public static Routine Routine(string key = "download-b3") => new()
    {
        Key = key,
        Cron = "30 20 * * *",
        DayGroup = DayRule.Parse("business-days(b3)"),
        Window = RunWindow.Between("20:00", "26:00"),
        Executor = "download-file",
    };

    /// <summary>Every day at the time, in no window.</summary>
    public static Routine Daily(string cron) => new() { Key = "daily", Cron = cron, Executor = "x" };

    public static Planner Planner(params Routine[] routines) => Planner(PlannerSettings.Default, routines);

    public static Planner Planner(PlannerSettings settings, params Routine[] routines) =>
        RoutineScheduler.Planning.Planner.Create([.. routines.Select(RoutineToPlan.Unstored)], Calendars, settings);

    public static Decision Decide(Routine routine, string date, PlannerSettings? settings = null) =>
        Planner(settings ?? PlannerSettings.Default, routine).PlanOne(routine.Key, Date(date), Date(date)).Single();

    /// <summary>When the runs become due, on the clock of the routine's zone with its offset.</summary>
    public static string[] Due(Decision decision, string zone = "America/Sao_Paulo") => [.. decision.Runs.Select(run => Text(run.DueAt, zone))];

    public static string[] Reasons(Decision decision) => [.. decision.Reasons.Select(reason => reason.ToString())];

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    public static Instant At(string text) => OffsetDateTimePattern.Rfc3339.Parse(text).Value.ToInstant();

    public static string Text(Instant instant, string zone = "America/Sao_Paulo") =>
        OffsetDateTimePattern.Rfc3339.Format(instant.InZone(DateTimeZoneProviders.Tzdb[zone]).ToOffsetDateTime());
}
