namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>The walk over the claimable runs: from one priority of an executor to the next, one step into the index for each.</summary>
internal static class ClaimablePairs
{
    // SQLite's own scan would read all that is claimable, and (executor, priority) > ($executor, $priority) too, since a row value seeks on its
    // first column only. The last pair of each executor has no priority.
    public const string With = """
        WITH RECURSIVE pair (executor, priority) AS (
          SELECT value, (SELECT priority FROM run INDEXED BY run_claimable WHERE claimable = 1 AND executor = value ORDER BY priority LIMIT 1)
            FROM json_each($executors)
          UNION
          SELECT executor, (SELECT next.priority FROM run AS next INDEXED BY run_claimable
                             WHERE next.claimable = 1 AND next.executor = pair.executor AND next.priority > pair.priority
                             ORDER BY next.priority LIMIT 1)
            FROM pair WHERE priority IS NOT NULL)
        """;

    public const string OfPair = "run.claimable = 1 AND run.executor = pair.executor AND run.priority = pair.priority";
}
