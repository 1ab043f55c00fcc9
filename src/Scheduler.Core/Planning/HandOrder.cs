using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>A run that a person or a program makes: all that a store needs to put it into the queue.</summary>
/// <param name="DueAt">Null: at once.</param>
/// <param name="Bounds">Already moved by as much as the run is late.</param>
/// <param name="OutsideDayGroup">
/// Why the day group does not have the date: an Eventual routine refuses such an order unless it is forced. Null: it has it, or there is none.
/// </param>
internal sealed record HandOrder(
    RunTerms Terms, LocalDate OrderDate, LocalDate BaseDate, Instant? DueAt, RunBounds Bounds, IReadOnlyList<PlannedEdge> Edges,
    DecisionReason? OutsideDayGroup)
{
    /// <param name="late">Since its time; negative or zero: it is in time.</param>
    /// <param name="startsAt">What StartWithin counts from.</param>
    public static HandOrder Of(CompiledRoutine routine, Decisions decisions, LocalDate date, Duration late, Instant? dueAt, Instant startsAt)
    {
        if (routine.Schedule.Broken is { } broken)
        {
            throw new ArgumentException($"The routine '{routine.Key}' cannot be ordered: {broken.Detail}");
        }

        var day = decisions.Days[date];
        var answer = day.Ask(routine.Schedule.Text.DayGroup);
        var bounds = BoundsOfDay.Of(routine.Schedule, day.DayIn(routine.Schedule.Zone)).For(startsAt, routine.Planned.Routine.StartWithin);
        // Who ordered it wants it, however long nobody was there: the routine's CatchUp is for what was only planned.
        return new HandOrder(
            routine.Terms with { CatchUp = CatchUpPolicy.All }, date, PlanningDay.BaseDate(answer, date), dueAt, bounds.Late(late),
            decisions.Edges(routine, date),
            answer is { WhyNot: not null } ? PlanningDay.SaidNo(answer).FirstOrDefault() ?? PlanningDay.Undecided(answer) : null);
    }
}
