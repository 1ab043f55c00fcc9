using RoutineScheduler.Journal;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>A run and its reruns: each names the root, and the history of each names what was made from it.</summary>
internal static class RerunFamily
{
    /// <summary>The newest run of the family that was made after this one; null where there is none.</summary>
    public static async Task<RunRow?> NewestAsync(RunRow run, IRunQueries queries, CancellationToken cancel) =>
        (await FamilyAsync(run, queries, cancel)).Where(other => other.Id.Value > run.Id.Value).MaxBy(other => other.Id.Value);

    /// <summary>The row of the run that this one was made from.</summary>
    public static async Task<RunHistoryEntry?> OriginAsync(RunRow rerun, IRunQueries queries, CancellationToken cancel)
    {
        foreach (var older in (await FamilyAsync(rerun, queries, cancel)).Where(run => run.Id != rerun.Id))
        {
            var history = await queries.HistoryAsync(older.Id, cancel);
            if (history.FirstOrDefault(entry => HistoryOf.IsRerunAs(entry, rerun.Id)) is { } made)
            {
                return made;
            }
        }

        return null;
    }

    private static async Task<IEnumerable<RunRow>> FamilyAsync(RunRow run, IRunQueries queries, CancellationToken cancel)
    {
        var ofDate = await queries.ListAsync(
            new RunFilter { Routines = [run.Routine], From = run.OrderDate, To = run.OrderDate, Limit = 10_000 }, cancel);
        return ofDate.Where(other => other.Root == run.Root);
    }
}
