using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Steps;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite;

/// <summary>Questions about runs. Each answer is one snapshot.</summary>
internal sealed class SqliteRunQueries(SqliteDatabase database) : IRunQueries
{
    public Task<IReadOnlyList<RunRow>> ListAsync(RunFilter filter, CancellationToken cancel) =>
        database.ReadAsync(connection => List(connection, filter), cancel);

    private static IReadOnlyList<RunRow> List(OpenConnection connection, RunFilter filter)
    {
        var sql = RunFilterSql.Of(filter);
        if (filter.After is { } after)
        {
            sql.Behind(filter.Order, after);
        }

        return sql.List(RunRowColumns.Names, filter.Order, filter.Limit).Ask(connection, RunRowColumns.Read);
    }

    private const string Find = $"SELECT {RunRowColumns.Names} FROM run WHERE id = $run";

    public Task<RunRow?> FindAsync(RunId run, CancellationToken cancel) =>
        database.ReadAsync(connection => connection.Statement(Find).List(RunRowColumns.Read, run.Value).SingleOrDefault(), cancel);

    public Task<IReadOnlyDictionary<RunState, int>> CountAsync(RunFilter filter, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyDictionary<RunState, int>>(connection => Count(connection, filter), cancel);

    private static Dictionary<RunState, int> Count(OpenConnection connection, RunFilter filter) =>
        RunFilterSql.Of(filter).CountByState.Ask(connection, row => KeyValuePair.Create((RunState)row.IntAt(0), row.IntAt(1))).ToDictionary();

    private const string Due = $"""
        SELECT executor, count(*)
          FROM (SELECT id AS due {RunsOfState.Pending} AND due_at <= $now UNION ALL SELECT id {RunsOfState.Recovering} AND due_at <= $now)
          CROSS JOIN run ON run.id = due
         GROUP BY executor
        """;

    public Task<IReadOnlyDictionary<string, int>> CountDueAsync(CancellationToken cancel) => database.ReadAsync<IReadOnlyDictionary<string, int>>(
        connection => connection.Statement(Due)
            .List(row => KeyValuePair.Create(row.TextAt(0), row.IntAt(1)), Stored.Of(database.Clock.GetCurrentInstant())).ToDictionary(),
        cancel);

    public Task<IReadOnlyList<AttemptRecord>> AttemptsAsync(RunId run, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<AttemptRecord>>(connection => AttemptTable.Read(connection, run), cancel);

    public Task<IReadOnlyList<RunHistoryEntry>> HistoryAsync(RunId run, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<RunHistoryEntry>>(connection => HistoryTable.Read(connection, run), cancel);

    public Task<IReadOnlyDictionary<RunId, IReadOnlyList<UnmetReason>>> UnmetAsync(IReadOnlyList<RunId> runs, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyDictionary<RunId, IReadOnlyList<UnmetReason>>>(
            connection =>
            {
                var unmet = new Unmet(connection, database.Clock.GetCurrentInstant());
                return RunTable.Find(connection, runs).ToDictionary(run => run.Id, unmet.Of);
            },
            cancel);

    // Of each predecessor the newest run that succeeded and has a result; where none has one, the newest that succeeded.
    private const string Results = """
        SELECT predecessor, run, result, artifacts FROM (
          SELECT edge.predecessor, attempt.run, attempt.result, attempt.artifacts,
                 row_number() OVER (PARTITION BY edge.predecessor ORDER BY attempt.result IS NULL, attempt.run DESC, attempt.number DESC) AS place,
                 (SELECT min(number) FROM edge AS same WHERE same.run = edge.run AND same.predecessor = edge.predecessor) AS first
            FROM edge
            JOIN prerequisite ON prerequisite.id = edge.prerequisite
            JOIN json_each(prerequisite.members) AS member
            JOIN run AS kin ON kin.id = member.value OR kin.root = member.value
            JOIN attempt ON attempt.run = kin.id AND attempt.to_state = 4
           WHERE edge.run = $run)
         WHERE place = 1
         ORDER BY first
        """;

    public Task<IReadOnlyList<PredecessorResult>> ResultsForAsync(RunId run, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<PredecessorResult>>(
            connection => connection.Statement(Results).List(
                row => new PredecessorResult(
                    row.TextAt(0), new RunId(row.NumberAt(1)), row.TextOrNullAt(2), StoredJson.Artifacts(row.TextOrNullAt(3))),
                run.Value),
            cancel);

    public Task<Instant> NowAsync(CancellationToken cancel) =>
        cancel.IsCancellationRequested ? Task.FromCanceled<Instant>(cancel) : Task.FromResult(database.Clock.GetCurrentInstant());
}
