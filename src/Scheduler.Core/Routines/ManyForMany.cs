namespace RoutineScheduler.Routines;

/// <summary>
/// Edges from a routine with several runs a date to another with several: each waits for all of them, so that the first may start when the
/// last of the others has ended. Rarely what was meant.
/// </summary>
internal static class ManyForMany
{
    public static IEnumerable<RoutineProblem> Warnings(IReadOnlyCollection<Routine> routines, DefinitionCache cache)
    {
        var runsOf = new Dictionary<RoutineKey, long>();
        foreach (var routine in routines)
        {
            runsOf[routine.Key] = ScheduleProblems.MostRunsOf(routine, cache);
        }

        return
            from routine in routines
            where runsOf[routine.Key] > 1
            from edge in routine.After
            where edge.Date is EdgeDate.Same && runsOf.GetValueOrDefault(edge.Routine) > 1
            select new RoutineProblem(
                ProblemSeverity.Warning, routine.Key, "after",
                $"each of its {runsOf[routine.Key]} runs of a date waits for all {runsOf[edge.Routine]} of '{edge.Routine}': " +
                "the first can start when the last of those has ended");
    }
}
