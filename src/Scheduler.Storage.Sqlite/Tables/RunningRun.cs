using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>What the end of an attempt reads of its run: a whole <see cref="StoredRun"/> costs half as much again, for each run of a day.</summary>
/// <param name="Attempts">The number of the running attempt.</param>
/// <param name="Node">Null unless it is Running.</param>
internal sealed record RunningRun(
    RunId Id, RunId Root, RunFacts Facts, Bypass Bypass, int Unmet, int Attempts, string? Node, Instant? StartedAt)
{
    private const string FindMany = $"""
        SELECT {RunFactsColumns.Names}, run.id, coalesce(run.root, run.id), bypass, unmet, attempts, node, started_at
          FROM json_each($runs) AS asked CROSS JOIN run ON run.id = asked.value
        """;

    /// <summary>Only while it is Running.</summary>
    public RunningAttempt Attempt => new(Id, Attempts, Node!, Facts.Token!.Value, StartedAt!.Value);

    /// <summary>What is not there is missing.</summary>
    public static Dictionary<RunId, RunningRun> Find(WriteTransaction transaction, IEnumerable<RunId> runs)
    {
        var found = new Dictionary<RunId, RunningRun>();
        transaction.Statement(FindMany).Walk(
            row =>
            {
                var run = Read(row);
                found.Add(run.Id, run);
                return true;
            },
            Stored.Of(runs.Select(run => run.Value).Distinct().Order()));
        return found;
    }

    private static RunningRun Read(Row row)
    {
        const int Next = RunFactsColumns.Count;
        return new RunningRun(
            new RunId(row.NumberAt(Next)), new RunId(row.NumberAt(Next + 1)), RunFactsColumns.Read(row), (Bypass)row.IntAt(Next + 2),
            row.IntAt(Next + 3), row.IntAt(Next + 4), row.TextOrNullAt(Next + 5), row.InstantOrNullAt(Next + 6));
    }
}
