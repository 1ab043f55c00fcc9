using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>
/// Decides routine by routine: what its schedule says of the date, and what only the routine knows (validity, ActiveFrom, pause, edges).
/// </summary>
internal sealed class Decisions(IReadOnlyDictionary<RoutineKey, CompiledRoutine> routines, PlanningDays days, bool includesEarlier)
{
    private readonly EdgeDates edgeDates = new(routines, days);

    public PlanningDays Days => days;

    public Decision Decide(CompiledRoutine routine, LocalDate date)
    {
        var runs = new List<PlannedRun>();
        if (Add(routine, date, runs) is { } against)
        {
            return new Decision(routine.Key, date, [], against.Reasons, days[date].Of(routine.Schedule).IsProjected);
        }

        return new Decision(routine.Key, date, runs, Notes(routine, date, runs[0].Edges), days[date].Of(routine.Schedule).IsProjected);
    }

    /// <summary>What is to be said of the runs that a routine has on the date.</summary>
    public IReadOnlyList<DecisionReason> Notes(CompiledRoutine routine, LocalDate date, IReadOnlyList<PlannedEdge> edges)
    {
        var day = days[date].Of(routine.Schedule);
        return
        [
            .. day.Shifts,
            .. day.Slots.Where(slot => IsDefinedAt(routine, slot)).SelectMany(slot => slot.Gaps),
            .. edgeDates.NotPlanned(edges),
        ];
    }

    /// <summary>Adds the routine's runs to the list; where it has none, nothing is added and the reasons are given.</summary>
    public ReasonSet? Add(CompiledRoutine routine, LocalDate date, List<PlannedRun> runs)
    {
        var planning = days[date];
        var day = planning.Of(routine.Schedule);
        var isOutside = date < routine.ValidFrom || date > routine.ValidTo;
        var isTooEarly = !includesEarlier && routine.ActiveFrom > day.LastAt;
        var inactive = routine.InactiveOn(day);
        if (isOutside || isTooEarly || !day.Runs || inactive is not null)
        {
            return planning.Reasons.Of(day, isOutside, isTooEarly ? routine.ActiveFrom : null, inactive);
        }

        return Edges(routine, date, out var edges) is { } undecided ? planning.Reasons.Of([undecided]) : AddRuns(routine, day, date, edges, runs);
    }

    /// <exception cref="CalendarEndsException">An edge leads outside its calendar.</exception>
    /// <exception cref="UnknownCalendarException">An edge names a calendar that is not there.</exception>
    public IReadOnlyList<PlannedEdge> Edges(CompiledRoutine routine, LocalDate date) => edgeDates.Resolve(routine, date);

    private ReasonSet? AddRuns(CompiledRoutine routine, DayOfSchedule day, LocalDate date, IReadOnlyList<PlannedEdge> edges, List<PlannedRun> runs)
    {
        for (var i = 0; i < day.Slots.Count; i++)
        {
            var slot = day.Slots[i];
            if (IsDefinedAt(routine, slot))
            {
                runs.Add(new PlannedRun(routine.Terms, date, day.BaseDate, slot.Slot, slot.PlannedAt, slot.DueAt, slot.Bounds, edges));
            }
        }

        return null;
    }

    private bool IsDefinedAt(CompiledRoutine routine, SlotOfDay slot) => includesEarlier || slot.PlannedAt >= routine.ActiveFrom;

    private DecisionReason.Undecided? Edges(CompiledRoutine routine, LocalDate date, out IReadOnlyList<PlannedEdge> edges)
    {
        edges = [];
        try
        {
            edges = edgeDates.Resolve(routine, date);
            return null;
        }
        catch (CalendarEndsException ends)
        {
            return new(UndecidedCause.CalendarEnds, ends.Message);
        }
        catch (UnknownCalendarException unknown)
        {
            return new(UndecidedCause.UnknownCalendar, unknown.Message);
        }
    }
}
