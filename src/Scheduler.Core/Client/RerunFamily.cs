using RoutineScheduler.Journal;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>A run and its reruns: each names the root, and the history of each names what was made from it.</summary>
internal static class RerunFamily
{
    /// <summary>The row of the run that this one was made from.</summary>
    public static async Task<RunHistoryEntry?> OriginAsync(RunRow rerun, IRunQueries queries, CancellationToken cancel)
    {
        var family = await queries.ListAsync(
            new RunFilter { Routines = [rerun.Routine], From = rerun.OrderDate, To = rerun.OrderDate, Limit = 10_000 }, cancel);
        foreach (var older in family.Where(run => run.Root == rerun.Root && run.Id != rerun.Id))
        {
            var history = await queries.HistoryAsync(older.Id, cancel);
            if (history.FirstOrDefault(entry => HistoryOf.IsRerunAs(entry, rerun.Id)) is { } made)
            {
                return made;
            }
        }

        return null;
    }
}
