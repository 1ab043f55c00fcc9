using System.Text.Json;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>Attempts, written once: at their end, with their claim.</summary>
internal static class AttemptTable
{
    private const string Insert = """
        INSERT INTO attempt (run, number, node, token, started_at, ended_at, ending, to_state, message, details, parameters, result,
                             artifacts, results_from)
        VALUES ($run, $number, $node, $token, $startedAt, $endedAt, $ending, $toState, $message, $details, $parameters, $result,
                $artifacts, $resultsFrom)
        """;

    public static void Add(WriteTransaction transaction, AttemptRecord row) => transaction.Statement(Insert).Execute(
        row.Run.Value, (long)row.Number, row.Node, row.Token.Value, Stored.Of(row.StartedAt), Stored.Of(row.EndedAt), (long)row.End, (long)row.To,
        row.Message, row.Details, row.Parameters, row.Result, StoredJson.Of(row.Artifacts),
        row.ResultsFrom.Count == 0 ? null : Stored.Of(row.ResultsFrom));

    private const string OfRun = """
        SELECT run, number, node, token, started_at, ended_at, ending, to_state, message, details, parameters, result, artifacts, results_from
          FROM attempt WHERE run = $run ORDER BY number
        """;

    public static List<AttemptRecord> Read(OpenConnection connection, RunId run) => connection.Statement(OfRun).List(Read, run.Value);

    private static AttemptRecord Read(Row row) => new()
    {
        Run = new RunId(row.NumberAt(0)),
        Number = row.IntAt(1),
        Node = row.TextAt(2),
        Token = new FencingToken(row.NumberAt(3)),
        StartedAt = row.InstantAt(4),
        EndedAt = row.InstantAt(5),
        End = (AttemptEnd)row.IntAt(6),
        To = (RunState)row.IntAt(7),
        Message = row.TextOrNullAt(8),
        Details = row.TextOrNullAt(9),
        Parameters = row.TextOrNullAt(10),
        Result = row.TextOrNullAt(11),
        Artifacts = StoredJson.Artifacts(row.TextOrNullAt(12)),
        ResultsFrom = row.TextOrNullAt(13) is { } runs ? [.. JsonSerializer.Deserialize<long[]>(runs)!.Select(id => new RunId(id))] : [],
    };
}
