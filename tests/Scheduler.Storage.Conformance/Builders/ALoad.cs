using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Planning;

namespace RoutineScheduler.Storage.Conformance.Builders;

internal static class ALoad
{
    /// <summary>Of the date of these runs, with a hash that differs where they do.</summary>
    public static DayLoad Of(params IReadOnlyList<PlannedRun> runs) => On(runs[0].OrderDate, HashOf(runs), runs);

    public static DayLoad On(LocalDate date, string hash, params IReadOnlyList<PlannedRun> runs) => new()
    {
        Date = date, PlanHash = hash, CalendarsAsOf = 1, Runs = runs, Against = [], Trigger = "ByHand", Actor = new Actor("loader"),
    };

    /// <summary>"No" decisions beside the runs.</summary>
    public static DayLoad Against(this DayLoad load, string reason, params string[] routines) => load with
    {
        Against = [.. load.Against, new DecidedAgainst([reason], [.. routines.Select(key => new Routines.RoutineKey(key))])],
    };

    /// <summary>Those of the "no" decisions that are none.</summary>
    public static DayLoad Undecided(this DayLoad load, params string[] routines) => load with
    {
        Undecided = routines.Select(key => new Routines.RoutineKey(key)).ToHashSet(),
    };

    private static string HashOf(IReadOnlyList<PlannedRun> runs) => string.Join(
        ';',
        runs.Select(run =>
            $"{run.Terms.Routine}/{run.Slot}/{run.Terms.Version}/{string.Join(',', run.Edges.Select(edge => $"{edge.Predecessor}@{edge.Date}"))}"));
}
