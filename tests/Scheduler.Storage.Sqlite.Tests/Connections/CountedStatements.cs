using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RoutineScheduler.Storage.Sqlite.Tests.Connections;

/// <summary>What a connection executes while this is open.</summary>
internal sealed class CountedStatements : IDisposable
{
    private readonly sqlite3 handle;
    private readonly List<string> seen = [];

    public CountedStatements(SqliteConnection connection)
    {
        handle = connection.Handle!;
        raw.sqlite3_trace(handle, (_, statement) => seen.Add(statement), null);
    }

    public int Count => seen.Count;

    /// <summary>The verbs, in order.</summary>
    public IEnumerable<string> Verbs => seen.Select(statement => statement.TrimStart().Split(' ', '\n')[0]);

    public void Dispose() => raw.sqlite3_trace(handle, (strdelegate_trace)null!, null);
}
