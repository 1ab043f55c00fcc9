using Microsoft.Data.Sqlite;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>Past SqliteCommand, as the scheduler's own store does it: SQLite's calls and nothing else.</summary>
internal sealed class BarePrepared(SqliteConnection connection, string sql) : IPrepared
{
    private readonly Statement statement = new(connection, sql);

    public int Execute(params ReadOnlySpan<object?> values) => statement.Execute(values);

    public long Number(params ReadOnlySpan<object?> values) => statement.Number(values);

    public List<(long Run, string Routine, long Attempt)> Claimed(params ReadOnlySpan<object?> values) =>
        statement.List(row => (row.NumberAt(0), row.TextAt(1), row.NumberAt(2)), values);

    public void Dispose() => statement.Dispose();
}
