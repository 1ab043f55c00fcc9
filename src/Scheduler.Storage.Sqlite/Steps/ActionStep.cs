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
        var selected = new SelectedRuns(transaction, selection);
        if (selected.CountThatDiffers() is { } count)
        {
            return new ActionOutcome(count, CountDiffers: true, [], []);
        }

        var (found, missing) = selected.Read();
        refused.AddRange(missing);
        found.ForEach(Act);
        changes.MeetEdges();
        return new ActionOutcome(found.Count, CountDiffers: false, touched, refused);
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
