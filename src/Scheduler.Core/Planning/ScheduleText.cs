using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>What of a definition says when it runs, as it was written. Routines that agree in it are planned as one.</summary>
internal sealed record ScheduleText(
    RoutineType Type, CronText? Cron, Duration? Every, DayRule? DayGroup, RunWindow? Window, string? Zone, string? Calendar,
    Duration? StartWithin, int KeepPending, WallTime? RetryUntil, WallTime? PollUntil, string? Unreadable)
{
    public static ScheduleText Of(RoutineToPlan planned)
    {
        var routine = planned.Routine;
        return new ScheduleText(
            routine.Type, routine.Cron, routine.Every, routine.DayGroup, routine.Window, routine.Zone, routine.Calendar,
            routine.StartWithinOrDefault, routine.KeepPending, routine.RetryUntil, routine.PollUntil, planned.Unreadable);
    }
}
