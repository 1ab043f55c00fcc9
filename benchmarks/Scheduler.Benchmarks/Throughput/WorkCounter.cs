using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>Counts by SQLite's own trace: what SQLite is told to do, whatever the layers above call it.</summary>
internal sealed class WorkCounter : IDisposable
{
    private readonly sqlite3 connection;

    public WorkCounter(SqliteConnection connection)
    {
        this.connection = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        raw.sqlite3_trace(this.connection, Note, null);
    }

    public long Statements { get; private set; }

    public long Commits { get; private set; }

    public void Dispose() => raw.sqlite3_trace(connection, (strdelegate_trace?)null, null);

    private void Note(object data, string statement)
    {
        Statements++;
        Commits += statement.StartsWith("COMMIT", StringComparison.Ordinal) ? 1 : 0;
    }
}
