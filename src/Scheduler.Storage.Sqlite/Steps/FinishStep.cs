using Microsoft.Data.Sqlite;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Ends attempts: their runs, their rows, their lines, and the edges of what waited for them.</summary>
internal sealed class FinishStep(WriteTransaction transaction)
{
    private readonly RunChanges changes = new(transaction, Actor.Scheduler);

    /// <summary>The answers come in the order of <paramref name="ended"/>.</summary>
    public IReadOnlyList<EndedAttempt> CarryOut(IReadOnlyList<AttemptToEnd> ended)
    {
        var answers = EndAll(ended, areWithoutTexts: false);
        changes.MeetEdges();
        return answers;
    }

    /// <summary>Halves what the database refuses, until the row that it refuses is alone.</summary>
    /// <param name="areWithoutTexts">What is refused even so is the database's trouble, and not its texts'.</param>
    private IReadOnlyList<EndedAttempt> EndAll(IReadOnlyList<AttemptToEnd> ended, bool areWithoutTexts)
    {
        transaction.Statement("SAVEPOINT attempts").Execute();
        try
        {
            var answers = End(ended);
            transaction.Statement("RELEASE attempts").Execute();
            return answers;
        }
        catch (SqliteException refused) when (RefusedRow.Is(refused) && !areWithoutTexts)
        {
            transaction.Statement("ROLLBACK TO attempts").Execute();
            transaction.Statement("RELEASE attempts").Execute();
            return ended.Count == 1
                ? EndAll([WithoutTexts.Of(ended[0], refused.Message)], areWithoutTexts: true)
                : [.. EndAll([.. ended.Take(ended.Count / 2)], false), .. EndAll([.. ended.Skip(ended.Count / 2)], false)];
        }
    }

    private EndedAttempt[] End(IReadOnlyList<AttemptToEnd> ended)
    {
        var runs = RunningRun.Find(transaction, ended.Select(attempt => attempt.Lease.Run));
        var answers = new EndedAttempt[ended.Count];
        foreach (var (i, attempt) in ended.Index().OrderBy(entry => entry.Item.Lease.Run.Value))
        {
            answers[i] = new EndedAttempt(attempt.Lease.Run, End(runs, attempt));
            foreach (var line in attempt.Lines)
            {
                LogTable.Add(transaction, line);
            }
        }

        return answers;
    }

    /// <summary>Null where the token is not the run's.</summary>
    private RunFacts? End(Dictionary<RunId, RunningRun> runs, AttemptToEnd attempt)
    {
        if (!runs.TryGetValue(attempt.Lease.Run, out var run)
            || RunTransition.Decide(run.Facts, attempt.Change, transaction.Now) is not RunTransition.Changed { Run: var after })
        {
            return null;
        }

        AttemptTable.Add(transaction, AttemptRows.Of(run.Attempt, attempt.Change, after.State, attempt.Notes, transaction.Now));
        RunTable.SaveEndOfAttempt(transaction, run, after);
        runs[run.Id] = run with { Facts = after };   // a batch may bring an end twice: the second is too late
        changes.Note(run.Root, run.Facts, after);
        return after;
    }
}
