using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Takes back runs whose lease is over, or whose process is.</summary>
/// <param name="isGone">Whether the process that holds this run's lease is provably gone.</param>
/// <param name="onlyGone">A lease that time has ended counts for nothing now: the clock has jumped.</param>
internal sealed class RescueStep(WriteTransaction transaction, int maxLost, Func<StoredRun, bool> isGone, bool onlyGone)
{
    // The running rows are few: bounded by the places of the nodes.
    private const string Running = $"SELECT {StoredRun.Columns}, outlives_node {RunsOfState.Running} ORDER BY id";

    public IReadOnlyList<RescuedRun> CarryOut(int atMost)
    {
        if (SchedulerRow.Read(transaction).IsAbsence(transaction.Now))
        {
            return [];
        }

        var over = transaction.Statement(Running).List(row => (Run: StoredRun.Read(row), OutlivesNode: row.IntAt(StoredRun.Count) == 1))
            .Where(it => IsOver(it.Run, it.OutlivesNode)).Take(Math.Max(atMost, 0)).ToList();
        var changes = new RunChanges(transaction, Actor.Scheduler);
        var rescued = over.Select(it => Rescue(it.Run, changes)).ToList();
        changes.MeetEdges();
        return rescued;
    }

    private bool IsOver(StoredRun run, bool outlivesNode) => (!onlyGone && run.LapsesAt <= transaction.Now) || (!outlivesNode && isGone(run));

    private RescuedRun Rescue(StoredRun run, RunChanges changes)
    {
        var change = new RunChange.Lapse(maxLost);
        var after = ((RunTransition.Changed)RunTransition.Decide(run.Facts, change, transaction.Now)).Run;
        AttemptTable.Add(transaction, AttemptRows.Of(run.Running.Attempt, change, after.State, AttemptNotes.None, transaction.Now));
        RunTable.SaveEndOfAttempt(transaction, run.Running, after);
        changes.Note(run.Root, run.Facts, after);
        return new RescuedRun(run.Id, run.Routine, run.OrderDate, new NodeId(run.Node!), run.Attempts, after);
    }
}
