using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>Run history, numbered per run.</summary>
internal static class HistoryTable
{
    private const string Insert = """
        INSERT INTO history (run, number, at, from_state, to_state, change, details, reason, actor, node)
        SELECT $run, coalesce(max(number), 0) + 1, $at, $from, $to, $change, $details, $reason, $actor, $node FROM history WHERE run = $run
        """;

    public static void Add(WriteTransaction transaction, RunHistoryEntry entry) => transaction.Statement(Insert).Execute(
        entry.Run.Value, Stored.Of(entry.At), (long)entry.From, (long)entry.To, entry.Change, entry.Details, entry.Reason, entry.Actor.Name,
        entry.Node);

    private const string OfRun = """
        SELECT run, at, from_state, to_state, change, details, reason, actor, node FROM history WHERE run = $run ORDER BY number
        """;

    public static List<RunHistoryEntry> Read(OpenConnection connection, RunId run) => connection.Statement(OfRun).List(Read, run.Value);

    private const string LastHold = $"SELECT actor FROM history WHERE run = $run AND change = '{ChangeNames.Hold}' ORDER BY number DESC LIMIT 1";

    public static string? HolderOf(OpenConnection connection, RunId run) =>
        connection.Statement(LastHold).List(row => row.TextAt(0), run.Value).SingleOrDefault();

    private static RunHistoryEntry Read(Row row) => new(
        new RunId(row.NumberAt(0)), row.InstantAt(1), (RunState)row.IntAt(2), (RunState)row.IntAt(3), row.TextAt(4),
        row.TextOrNullAt(5), row.TextOrNullAt(6), new Actor(row.TextAt(7)), row.TextOrNullAt(8));
}
