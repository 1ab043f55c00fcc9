using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>Writes what was decided: the row, and beside it an attempt or a line of history.</summary>
internal sealed class RunChanges(RunTable runs, RunRecords records)
{
    private readonly HashSet<RoutineDate> otherMembers = [];

    /// <summary>Of which, since this was last asked, other runs may be members of edges.</summary>
    public IReadOnlyList<RoutineDate> TakeOtherMembers()
    {
        var taken = otherMembers.ToList();
        otherMembers.Clear();
        return taken;
    }

    /// <summary>A change by a person or a rule. Null where it changes nothing.</summary>
    public StoredRun? Make(StoredRun run, RunChange change, Instant now, Actor actor, string? reason = null) =>
        RunTransition.Decide(run.Facts, change, now) is RunTransition.Changed changed ? Write(run, change, changed.Run, now, actor, reason) : null;

    public StoredRun Write(StoredRun run, RunChange change, RunFacts after, Instant now, Actor actor, string? reason = null)
    {
        records.Add(HistoryOf.Change(run.Row.Id, run.Facts, change, after, now, reason, actor));
        return Put(run, after, now);
    }

    /// <summary>The way out of Running. Null where the token is stale.</summary>
    public StoredRun? EndAttempt(StoredRun run, RunChange change, AttemptNotes notes, Instant now)
    {
        if (RunTransition.Decide(run.Facts, change, now) is not RunTransition.Changed changed)
        {
            return null;
        }

        var attempt = new RunningAttempt(run.Row.Id, run.Row.Attempts, run.Row.Node!, run.Facts.Token!.Value, run.Row.StartedAt!.Value);
        records.Add(AttemptRows.Of(attempt, change, changed.Run.State, notes, now));
        return Put(run with { Row = run.Row with { Node = null, LapsesAt = null, Progress = null } }, changed.Run, now);
    }

    private StoredRun Put(StoredRun run, RunFacts after, Instant now)
    {
        var put = run with { Row = run.Row with { Facts = after, EndedAt = EndedAt(run.Row, after, now) } };
        runs.Put(put);
        if (EdgeMembers.MayChange(isRerun: run.Row.Id != run.Row.Root, run.Facts, after))
        {
            otherMembers.Add(run.Of);
        }

        return put;
    }

    /// <summary>A run that is accepted has ended before.</summary>
    private static Instant? EndedAt(RunRow row, RunFacts after, Instant now) => after.State.HasEnded() ? row.EndedAt ?? now : null;
}
