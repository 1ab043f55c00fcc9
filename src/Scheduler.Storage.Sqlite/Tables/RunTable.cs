using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>Reads runs for a change, and writes what was decided.</summary>
internal static class RunTable
{
    // The array is walked from its beginning: IN would build a table of it, and ORDER BY another.
    private const string FindMany = $"SELECT {StoredRun.Columns} FROM json_each($runs) AS asked CROSS JOIN run ON run.id = asked.value";

    /// <summary>In the order of their ids, each once; what is not there is missing.</summary>
    public static List<StoredRun> Find(WriteTransaction transaction, IEnumerable<RunId> runs) => Find(transaction.Open, runs);

    public static List<StoredRun> Find(OpenConnection connection, IEnumerable<RunId> runs) =>
        connection.Statement(FindMany).List(StoredRun.Read, Stored.Of(runs.Select(run => run.Value).Distinct().Order()));

    public static StoredRun? Find(WriteTransaction transaction, RunId run) => Find(transaction, [run]).SingleOrDefault();

    // What belongs to a lease goes with it. What ended stays ended at its instant, unless a reload revives it.
    private const string SaveFacts = """
        UPDATE run
           SET state = $state, held_from = $heldFrom, flags = $flags, tries = $tries, lost = $lost, priority = $priority, due_at = $dueAt,
               start_until = $startUntil, retry_until = $retryUntil, poll_until = $pollUntil, expires_at = $expiresAt, token = $token,
               cause = $cause, claimable = $claimable, bypass = $bypass,
               node = iif($state = 3, node, NULL), granted_at = iif($state = 3, granted_at, NULL), lapses_at = iif($state = 3, lapses_at, NULL),
               progress = iif($state = 3, progress, NULL), ended_at = iif($state < 4, NULL, coalesce(ended_at, $now))
         WHERE id = $id
        """;

    /// <summary>Says itself whether it may let sleepers go on.</summary>
    public static void Save(WriteTransaction transaction, StoredRun run, RunFacts after) => Save(transaction, run.Id, run.Unmet, run.Bypass, after);

    private static void Save(WriteTransaction transaction, RunId run, int unmet, Bypass bypass, RunFacts after)
    {
        var isClaimable = ClaimChoices.IsClaimable(after, unmet, bypass);
        // Also what only waits may be asked about in vain: a new due instant, a place in a full routine.
        transaction.WakesSleepers = true;
        transaction.Statement(SaveFacts).Execute(
            (long)after.State, (long)after.HeldFrom, RunFactsColumns.Flags(after), (long)after.Tries, (long)after.Lost, (long)after.Priority,
            Stored.Of(after.DueAt),
            Stored.Of(after.StartUntil), Stored.Of(after.RetryUntil), Stored.Of(after.PollUntil), Stored.Of(after.ExpiresAt), after.Token?.Value,
            after.Cause?.ToString(), isClaimable ? 1L : 0L, (long)bypass, transaction.NowTicks, run.Value);
    }

    // A lapse or a finish that ended nothing else writes only this: the row's other facts are as they were.
    private const string SaveEnd = """
        UPDATE run
           SET state = $state, flags = $flags, tries = $tries, cause = $cause, token = NULL, node = NULL, granted_at = NULL, lapses_at = NULL,
               progress = NULL, ended_at = $now
         WHERE id = $id
        """;

    /// <summary>Of a run that ends out of Running: with less to write.</summary>
    public static void SaveEndOfAttempt(WriteTransaction transaction, RunningRun run, RunFacts after)
    {
        if (!after.State.HasEnded() || after.Lost != run.Facts.Lost)
        {
            Save(transaction, run.Id, run.Unmet, run.Bypass, after);
            return;
        }

        transaction.WakesSleepers = true;
        transaction.Statement(SaveEnd).Execute(
            (long)after.State, RunFactsColumns.Flags(after), (long)after.Tries, after.Cause?.ToString(), transaction.NowTicks, run.Id.Value);
    }
}
