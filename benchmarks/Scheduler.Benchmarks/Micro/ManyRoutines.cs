using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Benchmarks.Micro;

/// <summary>
/// Routines as a large installation has them: their times and day groups repeat (720 distinct schedules), every tenth waits for another one,
/// and about a third does not run on the planned date.
/// </summary>
internal static class ManyRoutines
{
    public static readonly LocalDate Date = new(2026, 10, 2);

    private static readonly DayRule[] DayGroups =
    [
        DayRule.Parse("business-days(b3)"), DayRule.Parse("business-day-of-month(anbima, 5)"), DayRule.Parse("every-day"),
    ];

    public static Planner Planner(int count) =>
        Planning.Planner.Create([.. Enumerable.Range(0, count).Select(Make)], CalendarSet.Brazilian, PlannerSettings.Default);

    private static RoutineToPlan Make(int number)
    {
        var routine = new Routine
        {
            Key = $"routine-{number:D7}",
            Executor = "no-op",
            Cron = $"{number % 60} {(number / 60 % 4) + 18} * * *",
            DayGroup = DayGroups[number / 240 % DayGroups.Length],
            After = number % 10 == 9 ? [new After($"routine-{number - 1:D7}")] : [],
        };
        return new RoutineToPlan(routine, Version: number + 1, Hash: $"{number:x64}", Instant.MinValue);
    }
}
