using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Writes what a load decided: runs first, then the edges between them.</summary>
internal sealed class LoadApplication(WriteTransaction transaction, DayLoad load, Action crashInLoad)
{
    private readonly RunChanges changes = new(transaction, load.Actor);
    private bool hasEdges;

    /// <returns>The ids of the runs that were added, in the order of the steps.</returns>
    public IReadOnlyList<RunId> Apply(LoadDecision decision)
    {
        var existing = FindChanged(decision);
        var added = new List<RunId>();
        foreach (var step in decision.Steps)
        {
            if (Apply(step, existing) is { } run)
            {
                added.Add(run);
                CrashOnce(added.Count);
            }
        }

        PinCalendars(decision);
        AskAgain(decision);
        changes.MeetEdges();
        return added;
    }

    private Dictionary<RunId, StoredRun> FindChanged(LoadDecision decision)
    {
        var changed = decision.Steps.Where(step => step.Change is not null).Select(step => step.Run!.Id).ToList();
        return changed.Count == 0 ? [] : RunTable.Find(transaction, changed).ToDictionary(run => run.Id);
    }

    /// <returns>The id of a run that was added.</returns>
    private RunId? Apply(LoadStep step, Dictionary<RunId, StoredRun> existing)
    {
        hasEdges |= step is { Pins: true, Planned.Edges.Count: > 0 };
        if (step.Kind == LoadChangeKind.Added)
        {
            return NewRun.AddPlanned(transaction, step, load.CalendarsAsOf);
        }

        if (step is { Run: { } run, Change: { } change, After: { } after })
        {
            var stored = existing[run.Id];
            changes.Apply(step.Pins ? NewRun.Repin(transaction, stored, step) : stored, change, after);
        }

        return null;
    }

    private void CrashOnce(int added)
    {
        if (added == 1)
        {
            crashInLoad();
        }
    }

    private const string Pin = """
        UPDATE run SET calendars_as_of = $calendarsAsOf
         WHERE order_date = $date AND trigger = 0 AND (state = 0 OR (state = 1 AND held_from = 0)) AND calendars_as_of <> $calendarsAsOf
           AND routine NOT IN (SELECT value FROM json_each($undecided))
        """;

    /// <summary>Also where nothing else of the run has changed: its templates ask the calendars of the newest load.</summary>
    private void PinCalendars(LoadDecision decision)
    {
        if (decision.Result == LoadResult.Reloaded)
        {
            transaction.Statement(Pin).Execute(load.CalendarsAsOf, Stored.Of(load.Date), Stored.Of(load.Undecided.Select(routine => routine.Value)));
        }
    }

    /// <summary>
    /// Every run of the date that has not started, and whoever waits elsewhere for a routine whose runs of this date are others now.
    /// </summary>
    private void AskAgain(LoadDecision decision)
    {
        var changed = decision.Steps.Where(step => step.ChangesMembers).Select(step => step.Routine).ToHashSet();
        var elsewhere = EdgeTable.WaitingFor(transaction, load.Date).Where(waiting => changed.Contains(waiting.Key)).SelectMany(waiting => waiting);
        var ofDate = hasEdges || decision.Result == LoadResult.Reloaded ? EdgeTable.WaitingOn(transaction, load.Date) : [];
        var asked = ofDate.Concat(elsewhere).Distinct().OrderBy(run => run.Value).ToList();
        EdgeTable.ResolveAgain(transaction, asked);
        changes.Evaluate(asked);
    }
}
