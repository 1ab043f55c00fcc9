using NodaTime;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Routines;

/// <summary>Everything that is wrong with a set of definitions, at once: what each routine says, and how they fit together.</summary>
internal static class RoutineValidation
{
    /// <param name="asOf">Where looking ahead begins: 24 months of base dates, the next dates that a day group drops.</param>
    /// <returns>In the order of the routines.</returns>
    public static IReadOnlyList<RoutineProblem> Check(
        IReadOnlyCollection<Routine> routines,
        CalendarSet calendars,
        PlannerSettings settings,
        LocalDate asOf)
    {
        var cache = new DefinitionCache(calendars, settings, asOf);
        var known = routines.Select(routine => routine.Key).ToHashSet();
        return
        [
            .. Twins(routines),
            .. routines.SelectMany(routine => Check(routine, cache, known)),
            .. ManyForMany.Warnings(routines, cache),
            .. EdgeCycles.Find(routines.Select(routine => (routine.Key, routine.After))).Select(Circle),
        ];
    }

    /// <summary>What is wrong with the settings themselves, each with the name of its option.</summary>
    public static IReadOnlyList<string> Check(PlannerSettings settings, CalendarSet calendars)
    {
        var problems = new List<string>();
        if (DefinitionCache.UnknownZone(settings.Zone) is { } zone)
        {
            problems.Add($"TimeZone: {zone}");
        }

        if (!calendars.TryGet(settings.DefaultCalendar, out _))
        {
            problems.Add($"DefaultCalendar: {UnknownCalendarException.TextFor(settings.DefaultCalendar, calendars.Names)}");
        }

        if (settings.StartOfDay.NanosecondOfSecond != 0)
        {
            problems.Add($"StartOfDay: {settings.StartOfDay:HH':'mm':'ss.fff} has a fraction of a second; whole seconds are allowed");
        }

        if (settings.MaxRunsPerDate < 1)
        {
            problems.Add($"MaxRunsPerDate: {settings.MaxRunsPerDate} leaves no run; 1 or more is allowed");
        }

        return problems;
    }

    private static IEnumerable<RoutineProblem> Check(Routine routine, DefinitionCache cache, HashSet<RoutineKey> known) =>
    [
        .. ScheduleProblems.Of(routine, cache),
        .. PolicyProblems.Of(routine),
        .. EdgeProblems(routine, cache.Calendars, known),
    ];

    private static IEnumerable<RoutineProblem> Twins(IEnumerable<Routine> routines) =>
        routines.GroupBy(routine => routine.Key).Where(same => same.Count() > 1).Select(same => Error(
            same.Key, "key",
            $"{same.Count()} routines bear it ({string.Join(", ", same.Select(routine => $"\"{routine.DisplayName}\""))}); a key names one"));

    /// <summary>
    /// An unknown predecessor is an error whatever ifNotPlanned says: that asks about dates, and a mistyped key would else silently drop the
    /// prerequisite on every date.
    /// </summary>
    private static IEnumerable<RoutineProblem> EdgeProblems(Routine routine, CalendarSet calendars, HashSet<RoutineKey> known)
    {
        for (var i = 0; i < routine.After.Count; i++)
        {
            var edge = routine.After[i];
            if (!known.Contains(edge.Routine))
            {
                var meant = NearestName.Question(edge.Routine.Value, known.Select(key => key.Value));
                yield return Error(routine.Key, $"after[{i}].routine", $"there is no routine '{edge.Routine}' to wait for.{meant}");
            }

            if (edge.Date is EdgeDate.BusinessDays { Calendar: { } calendar } && !calendars.TryGet(calendar, out _))
            {
                yield return Error(routine.Key, $"after[{i}].date", UnknownCalendarException.TextFor(calendar, calendars.Names));
            }
        }
    }

    /// <param name="circle">As <c>a → b → a</c>; said of its first routine.</param>
    private static RoutineProblem Circle(string circle) => Error(
        circle[..circle.IndexOf(' ', StringComparison.Ordinal)], "after",
        $"these wait for each other on the same date: {circle}; let one of them wait for an earlier date, or for nothing");

    private static RoutineProblem Error(RoutineKey routine, string property, string message) =>
        new(ProblemSeverity.Error, routine, property, message);
}
