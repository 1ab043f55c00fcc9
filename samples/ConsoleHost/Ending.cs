using RoutineScheduler.Client;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace ConsoleHost;

/// <summary>What the sample compares with what should have come of it.</summary>
internal sealed record EndingFacts(
    IReadOnlyList<RunDetails> Runs, int RowsInFile, int RowsInDatabase, RoutineExplanation OnHoliday, RoutineExplanation OnThursday);

/// <summary>Everything that did not end as it should; empty where all did.</summary>
internal static class Ending
{
    private static readonly (RoutineKey Routine, int Runs)[] Planned =
        [("download-b3", 1), ("load-prices", 1), ("download-cvm", 1), ("value-portfolio", 1), ("watch-queue", 4)];

    public static IReadOnlyList<string> Problems(EndingFacts facts)
    {
        var problems = Planned.SelectMany(plan => Runs(facts, plan.Routine, plan.Runs)).ToList();
        Must(facts.Runs.Count == Planned.Sum(plan => plan.Runs), $"{facts.Runs.Count} runs instead of {Planned.Sum(plan => plan.Runs)}");
        Must(Ends(facts, "download-b3").Contains(AttemptEnd.NotAvailable), "Download B3 never met a file that was not published yet");
        Must(Ends(facts, "download-cvm").Count(end => end == AttemptEnd.Transient) == 1, "Download CVM did not fail once by the body that was cut");
        Must(facts.RowsInDatabase == facts.RowsInFile, $"{facts.RowsInDatabase} prices in the database; the file has {facts.RowsInFile}");
        Must(facts.OnHoliday.Text.Contains("Consciência Negra", StringComparison.Ordinal), $"the holiday is explained by '{facts.OnHoliday.Text}'");
        Must(
            facts.OnThursday.Text.Contains("NotInCron(day-of-week)", StringComparison.Ordinal),
            $"the weekly report is explained by '{facts.OnThursday.Text}'");
        return problems;

        void Must(bool isSo, string otherwise)
        {
            if (!isSo)
            {
                problems.Add(otherwise);
            }
        }
    }

    private static IEnumerable<string> Runs(EndingFacts facts, RoutineKey routine, int count)
    {
        var runs = facts.Runs.Where(run => run.Run.Routine == routine).ToList();
        if (runs.Count != count)
        {
            yield return $"{routine} has {runs.Count} runs instead of {count}";
        }

        foreach (var run in runs.Where(run => run.Run.State != RunState.Succeeded))
        {
            yield return $"run {run.Run.Id.Value} of {routine} is {run.Run.State} {run.Run.Cause} {run.Attempts.LastOrDefault()?.Message}".TrimEnd();
        }
    }

    private static List<AttemptEnd> Ends(EndingFacts facts, RoutineKey routine) =>
        [.. facts.Runs.Where(run => run.Run.Routine == routine).SelectMany(run => run.Attempts).Select(attempt => attempt.End)];
}
