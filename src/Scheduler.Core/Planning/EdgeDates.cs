using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>Gives edges their full dates, and says which predecessors are not planned on them.</summary>
internal sealed class EdgeDates(IReadOnlyDictionary<RoutineKey, CompiledRoutine> routines, PlanningDays days)
{
    /// <summary>How far back PreviousPlanned looks: further than two dates of a yearly routine lie apart.</summary>
    public const int MostDaysBack = 800;

    private readonly Dictionary<(RoutineKey, LocalDate), LocalDate?> previous = [];

    /// <summary>
    /// An edge always gets a date, also to a predecessor that is not planned on it: whether there are members, hand orders too, is known to the
    /// store alone. Where PreviousPlanned finds none it is the day before, on which nothing is planned.
    /// </summary>
    public IReadOnlyList<PlannedEdge> Resolve(CompiledRoutine routine, LocalDate date)
    {
        if (routine.Edges.Count == 0)
        {
            return [];
        }

        var edges = new PlannedEdge[routine.Edges.Count];
        for (var i = 0; i < edges.Length; i++)
        {
            var edge = routine.Edges[i];
            var on = edge.Date is EdgeDate.Same
                ? date
                : edge.Date.From(date, routine.Schedule.Calendar, days.Calendars, from => PreviousPlanned(edge.Routine, from)) ?? date.PlusDays(-1);
            edges[i] = new PlannedEdge(i, edge.Routine, on, edge.Requires, edge.IfNotPlanned);
        }

        return edges;
    }

    public IEnumerable<DecisionReason> NotPlanned(IReadOnlyList<PlannedEdge> edges) => edges
        .Where(edge => !IsPlanned(edge.Predecessor, edge.Date))
        .Select(edge => new DecisionReason.PredecessorNotPlanned(edge.Predecessor, Outcome(edge)));

    private static string Outcome(PlannedEdge edge) => (edge.Requires, edge.IfNotPlanned) switch
    {
        (_, IfNotPlanned.Wait) => "waits",
        (EdgeRequirement.Failure, _) => "not needed",
        _ => "ignored",
    };

    private LocalDate? PreviousPlanned(RoutineKey predecessor, LocalDate before)
    {
        if (!previous.TryGetValue((predecessor, before), out var known))
        {
            previous[(predecessor, before)] = known = FindPrevious(predecessor, before);
        }

        return known;
    }

    private LocalDate? FindPrevious(RoutineKey predecessor, LocalDate before)
    {
        if (!routines.TryGetValue(predecessor, out var routine))
        {
            return null;
        }

        for (var date = before.PlusDays(-1); date >= Earliest(routine, before); date = date.PlusDays(-1))
        {
            if (IsPlanned(routine, date))
            {
                return date;
            }
        }

        return null;
    }

    /// <summary>Before it nothing can be planned, or nobody looks.</summary>
    private static LocalDate Earliest(CompiledRoutine routine, LocalDate before)
    {
        var earliest = LocalDate.Max(before.PlusDays(-MostDaysBack), routine.ValidFrom);
        return routine.ActiveFrom == Instant.MinValue ? earliest : LocalDate.Max(earliest, routine.ActiveFrom.InUtc().Date.PlusDays(-3));
    }

    private bool IsPlanned(RoutineKey routine, LocalDate date) => routines.TryGetValue(routine, out var known) && IsPlanned(known, date);

    private bool IsPlanned(CompiledRoutine routine, LocalDate date) =>
        date >= routine.ValidFrom && date <= routine.ValidTo
        && days[date].Of(routine.Schedule) is { Runs: true } day && routine.ActiveFrom <= day.LastAt && routine.InactiveOn(day) is null;
}
