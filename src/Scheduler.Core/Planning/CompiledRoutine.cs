using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>A routine ready to be planned: what it shares with others is in its schedule, what is left is its own.</summary>
internal sealed class CompiledRoutine(RoutineToPlan planned, Schedule schedule)
{
    private static readonly LocalDate Earliest = new(1, 1, 1);
    private static readonly LocalDate Latest = new(9999, 12, 31);

    public RoutineKey Key => Terms.Routine;

    public RoutineToPlan Planned => planned;

    public Schedule Schedule => schedule;

    public RunTerms Terms { get; } = new(
        planned.Routine.Key, planned.Version, planned.Routine.Executor, planned.Routine.Priority, planned.Routine.MaxConcurrent,
        planned.Routine.OverlapOrDefault, planned.Routine.CatchUp);

    public LocalDate ValidFrom { get; } = planned.Routine.ValidFrom ?? Earliest;

    public LocalDate ValidTo { get; } = planned.Routine.ValidTo ?? Latest;

    public Instant ActiveFrom => planned.ActiveFrom;

    public Inactivity? Inactive => planned.Inactive;

    /// <summary>Null where the date's last slot lay before the pause: what was planned then stays planned.</summary>
    public Inactivity? InactiveOn(DayOfSchedule day) => Inactive is { } inactive && inactive.At <= day.LastAt ? inactive : null;

    public IReadOnlyList<After> Edges => planned.Routine.After;
}
