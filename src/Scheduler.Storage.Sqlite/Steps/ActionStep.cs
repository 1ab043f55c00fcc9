using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>One action of people on a selection of runs.</summary>
internal sealed class ActionStep(WriteTransaction transaction, RunChange change, Actor actor, string? reason)
{
    private readonly RunChanges changes = new(transaction, actor, reason);
    private readonly List<TouchedRun> touched = [];
    private readonly List<RefusedRun> refused = [];

    public ActionOutcome CarryOut(RunSelection selection)
    {
        // Counted before anything is read: who mistook a million runs for ten must not hold up the queue while they are.
        if (selection.ExpectedCount is { } expected && Count(selection) is var selected && expected != selected)
        {
            return new ActionOutcome(selected, CountDiffers: true, [], []);
        }

        var found = Select(selection);
        RefuseUnknown(selection, found);
        found.ForEach(Act);
        changes.MeetEdges();
        return new ActionOutcome(found.Count, CountDiffers: false, touched, refused);
    }

    private int Count(RunSelection selection) => selection.Filter is { } filter
        ? RunFilterSql.Of(filter).Count.Ask(transaction.Open, row => row.IntAt(0)).Single()
        : RunTable.Find(transaction, selection.Ids).Count;

    private List<StoredRun> Select(RunSelection selection) => selection.Filter is { } filter
        ? RunFilterSql.Of(filter).List(StoredRun.Columns, RunOrder.ById).Ask(transaction.Open, StoredRun.Read)
        : RunTable.Find(transaction, selection.Ids);

    private void RefuseUnknown(RunSelection selection, List<StoredRun> found)
    {
        if (selection.Filter is null)
        {
            refused.AddRange(selection.Ids.Distinct().Except(found.Select(run => run.Id)).OrderBy(id => id.Value).Select(ActionRules.NotFound));
        }
    }

    private void Act(StoredRun run)
    {
        switch (changes.Decide(run with { Bypass = run.Bypass | ActionRules.BypassOf(change) }, change))
        {
            case RunTransition.Changed to:
                touched.Add(Touched(run, to.Run.State, changed: true));
                break;
            case RunTransition.Refused no:
                refused.Add(new RefusedRun(run.Id, no.Code, no.Reason));
                break;
            default:
                touched.Add(Touched(run, run.Facts.State, changed: false));
                break;
        }
    }

    private static TouchedRun Touched(StoredRun run, RunState to, bool changed) =>
        new(run.Id, run.Routine, run.OrderDate, run.Facts.State, to, changed);
}
