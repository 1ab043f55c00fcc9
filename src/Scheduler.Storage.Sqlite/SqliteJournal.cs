using Microsoft.Extensions.Logging;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite;

/// <summary>The log lines.</summary>
internal sealed class SqliteJournal(SqliteDatabase database) : IJournal
{
    public Task<int> AppendAsync(IReadOnlyList<LogEntry> lines, CancellationToken cancel) => lines.Count == 0
        ? Task.FromResult(0)
        : database.WriteAsync(transaction => lines.Count(line => !LogTable.TryAdd(transaction, line)), cancel);

    private const string Columns =
        "SELECT id, at, level, event_id, component, template, message, properties, exception, routine, order_date, run, attempt, node FROM log";

    private const string Others = """
         AND level >= $level AND ($routine IS NULL OR routine = $routine) AND ($date IS NULL OR order_date = $date)
         AND ($since IS NULL OR at >= $since)
        """;

    // One text per way into the table: a condition that may be absent would keep SQLite from its index.
    private const string FollowAll = $"{Columns} WHERE id > $after {Others} ORDER BY id LIMIT $limit";
    private const string FollowRun = $"{Columns} WHERE run = $run AND id > $after {Others} ORDER BY id LIMIT $limit";
    private const string LastOfAll = $"{Columns} WHERE true {Others} ORDER BY id DESC LIMIT $limit";
    private const string LastOfRun = $"{Columns} WHERE run = $run {Others} ORDER BY id DESC LIMIT $limit";

    public Task<IReadOnlyList<LogEntry>> ReadAsync(LogFilter filter, CancellationToken cancel) =>
        database.ReadAsync(connection => Read(connection, filter), cancel);

    private static IReadOnlyList<LogEntry> Read(OpenConnection connection, LogFilter filter)
    {
        object?[] others =
        [
            (long)filter.AtLeast, filter.Routine?.Value, Stored.Of(filter.OrderDate), Stored.Of(filter.Since), (long)Math.Max(filter.Limit, 0),
        ];
        if (filter.After is { } after)
        {
            return filter.Run is { } followed
                ? connection.Statement(FollowRun).List(Read, [followed.Value, after, .. others])
                : connection.Statement(FollowAll).List(Read, [after, .. others]);
        }

        var newestFirst = filter.Run is { } run
            ? connection.Statement(LastOfRun).List(Read, [run.Value, .. others])
            : connection.Statement(LastOfAll).List(Read, others);
        newestFirst.Reverse();
        return newestFirst;
    }

    private static LogEntry Read(Row row) => new()
    {
        Id = row.NumberAt(0),
        At = row.InstantAt(1),
        Level = (LogLevel)row.IntAt(2),
        EventId = row.IntAt(3),
        Component = row.TextAt(4),
        Template = row.TextAt(5),
        Message = row.TextAt(6),
        Properties = row.TextOrNullAt(7),
        Exception = row.TextOrNullAt(8),
        Routine = row.TextOrNullAt(9) is { } routine ? new RoutineKey(routine) : (RoutineKey?)null,
        OrderDate = row.IsNull(10) ? null : row.DateAt(10),
        Run = row.NumberOrNullAt(11) is { } run ? new RunId(run) : null,
        Attempt = row.IntOrNullAt(12),
        Node = row.TextOrNullAt(13),
    };
}
