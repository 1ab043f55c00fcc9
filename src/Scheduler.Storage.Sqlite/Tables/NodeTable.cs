using Dapper;
using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>The processes that execute runs, and those that fell silent; who left in good order is forgotten.</summary>
internal static class NodeTable
{
    private const string OfRunning = $"SELECT DISTINCT node {RunsOfState.Running}";

    /// <summary>The nodes that hold leases, lapsed or not.</summary>
    public static IReadOnlyList<string> Running(OpenConnection connection) => connection.Statement(OfRunning).List(row => row.TextAt(0));

    private const string Upsert = """
        INSERT INTO node (id, host, process_id, version, places, executors, started_at, last_beat_at)
        VALUES ($node, $host, $processId, $version, $places, $executors, $now, $now)
        ON CONFLICT (id) DO UPDATE
          SET host = excluded.host, process_id = excluded.process_id, version = excluded.version, places = excluded.places,
              executors = excluded.executors, last_beat_at = excluded.last_beat_at
        """;

    private const string SetLastBeat = "UPDATE scheduler SET last_beat_at = $now, late_after = $lateAfter WHERE id = 1";

    public static void Beat(WriteTransaction transaction, NodeBeat beat, Duration lateAfter)
    {
        transaction.Statement(Upsert).Execute(
            beat.Node.Value, beat.Host, (long)beat.ProcessId, beat.Version, (long)beat.Places, Stored.Of(beat.Executors), transaction.NowTicks);
        transaction.Statement(SetLastBeat).Execute(transaction.NowTicks, Stored.Of(lateAfter));
    }

    private const string SetLastFarewell = "UPDATE scheduler SET last_beat_at = $now WHERE id = 1";
    private const string Forget = "DELETE FROM node WHERE id = $node";

    public static bool Leave(WriteTransaction transaction, NodeId node)
    {
        var isLeaving = transaction.Statement(Forget).Execute(node.Value) > 0;
        if (isLeaving)
        {
            transaction.Statement(SetLastFarewell).Execute(transaction.NowTicks);
        }

        return isLeaving;
    }

    private const string All = """
        SELECT id, host, process_id AS processId, version, places, executors, started_at AS startedAt, last_beat_at AS lastBeatAt
          FROM node ORDER BY id
        """;

    public static IReadOnlyList<NodeRow> List(OpenConnection connection) => [.. connection.Connection.Query<Row>(All).Select(row => row.ToNode())];

    private sealed record Row(
        string Id, string Host, long ProcessId, string Version, long Places, string Executors, long StartedAt, long LastBeatAt)
    {
        public NodeRow ToNode() => new(
            new NodeId(Id), Host, (int)ProcessId, Version, (int)Places, Stored.TextsOf(Executors), Stored.Instant(StartedAt),
            Stored.Instant(LastBeatAt));
    }
}
