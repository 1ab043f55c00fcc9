using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>
/// One run, or the planned runs of one routine on one date: a day of quotes is one line. Beside it stands, each in a line of its own, what a
/// person looks for: what failed, runs, is tried again, is held, or was made by hand.
/// </summary>
/// <param name="Lead">The run by which the line is placed: of several the next one, else the last.</param>
/// <param name="Together">In the order of their times; empty where the line is one run.</param>
internal sealed record RunLine(RunView Lead, IReadOnlyList<RunView> Together)
{
    /// <summary>So many runs of a routine and a date are still listed, each in its line.</summary>
    public const int Few = DueTimes.MostListed;

    public const int Each = int.MaxValue;

    public bool IsOne => Together.Count == 0;

    /// <summary>Null where none is to start any more.</summary>
    public RunView? Next => Together.Where(run => run.State == RunState.Pending).MinBy(run => run.DueAt);

    public IEnumerable<RunView> Runs => IsOne ? [Lead] : Together;

    /// <param name="runs">In the order in which the lines are to stand: several stand where the first of them does.</param>
    /// <param name="mostListed">Of a routine and a date; <see cref="Each"/> puts nothing together.</param>
    public static IEnumerable<RunLine> Of(IReadOnlyList<RunView> runs, int mostListed)
    {
        var together = runs.Where(run => run.Trigger == nameof(RunTrigger.Planned)).GroupBy(Day)
            .Where(day => day.Count(run => !StandsAlone(run)) > mostListed)
            .ToDictionary(day => day.Key, day => day.OrderBy(run => run.PlannedAt).ToList());
        var told = new HashSet<(RoutineKey, LocalDate)>();
        foreach (var run in runs)
        {
            if (StandsAlone(run) || !together.TryGetValue(Day(run), out var day))
            {
                yield return new RunLine(run, []);
            }
            else if (told.Add(Day(run)))
            {
                yield return Several(day);
            }
        }
    }

    private static RunLine Several(IReadOnlyList<RunView> day)
    {
        var line = new RunLine(day[^1], day);
        return line with { Lead = line.Next ?? line.Lead };
    }

    private static (RoutineKey, LocalDate) Day(RunView run) => (run.Routine, run.OrderDate);

    private static bool StandsAlone(RunView run) => run.Trigger != nameof(RunTrigger.Planned) || run.HoldRequested
        || run.State is RunState.Running or RunState.Recovering or RunState.Held or RunState.Failed;
}
