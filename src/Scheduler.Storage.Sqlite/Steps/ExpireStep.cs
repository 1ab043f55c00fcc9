using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Ends runs that were not started, or not tried again, in time.</summary>
internal static class ExpireStep
{
    private const string Expired = $"""
        SELECT {StoredRun.Columns} FROM run INDEXED BY run_expiry
         WHERE expires_at IS NOT NULL AND expires_at <= $now ORDER BY expires_at, id LIMIT max($most, 0)
        """;

    public static IReadOnlyList<ExpiredRun> CarryOut(WriteTransaction transaction, int atMost)
    {
        if (SchedulerRow.Read(transaction).IsAbsence(transaction.Now))
        {
            return [];
        }

        // All reasons first: what expires beside it is not yet a reason.
        var unmet = new Unmet(transaction.Open, transaction.Now);
        var expired = transaction.Statement(Expired).List(StoredRun.Read, transaction.NowTicks, (long)atMost)
            .ConvertAll(run => (Run: run, Change: new RunChange.Expire([.. unmet.Of(run).Select(reason => reason.ToString())])));
        var changes = new RunChanges(transaction, Actor.Scheduler);
        var ended = new List<ExpiredRun>();
        foreach (var (run, change) in expired)
        {
            if (changes.Decide(run, change) is RunTransition.Changed { Run: var after })
            {
                ended.Add(new ExpiredRun(run.Id, run.Routine, run.OrderDate, after));
            }
        }

        changes.MeetEdges();
        return ended;
    }
}
