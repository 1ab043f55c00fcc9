using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Core.Tests.Routines;

/// <summary>Definitions, and what is wrong with them as text.</summary>
internal static class ARoutine
{
    public static readonly LocalDate AsOf = new(2026, 11, 19);

    public static Routine Daily(string key = "daily") => new() { Key = key, Cron = "0 9 * * *", Executor = "x" };

    /// <summary>Nothing in it is left at its default.</summary>
    public static Routine Full() => new()
    {
        Key = "full",
        Name = "Preços do dia",
        Folder = "prices/b3",
        Type = RoutineType.Daily,
        Cron = new CronText("0 9 1 * MON 30", CronDialect.SecondsLast, DayFields.Both),
        Every = Duration.FromMinutes(15),
        DayGroup = DayRule.Parse("business-days(b3)"),
        Window = RunWindow.Between("20:00", "26:00:30"),
        Zone = "America/New_York",
        Calendar = "b3",
        ValidFrom = new LocalDate(2026, 1, 1),
        ValidTo = new LocalDate(2026, 12, 31),
        ActiveFrom = Instant.FromUtc(2026, 11, 19, 15, 0),
        Executor = "load-file",
        Parameters = """{"b": 1.50, "a": {"d": [2, 1], "c": "São"}}""",
        Priority = 10,
        MaxConcurrent = null,
        Overlap = OverlapPolicy.Skip,
        Retry = new RetryPolicy
        {
            Tries = 5,
            Delay = Duration.FromSeconds(90),
            Growth = RetryGrowth.Exponential,
            MaxDelay = Duration.FromHours(1),
            Jitter = 0.25,
        },
        TimeOut = Duration.FromHours(2),
        GraceFor = Duration.FromMilliseconds(1_500),
        StartWithin = Duration.FromMinutes(20),
        KeepPending = 2,
        RetryUntil = WallTime.Of(23),
        PollEvery = Duration.FromMinutes(1),
        PollUntil = WallTime.Of(22),
        CatchUp = CatchUpPolicy.Last,
        RetryAbandoned = true,
        After =
        [
            new After("a"),
            new After("b") { Date = new EdgeDate.BusinessDays(-1, "b3"), Requires = EdgeRequirement.Failure, IfNotPlanned = IfNotPlanned.Wait },
        ],
    };

    public static IReadOnlyList<RoutineProblem> Check(params Routine[] routines) =>
        RoutineValidation.Check(routines, CalendarSet.Brazilian, PlannerSettings.Default, AsOf);
}
