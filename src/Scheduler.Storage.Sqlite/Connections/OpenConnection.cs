using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>A connection and the statements prepared on it. For one thread at a time.</summary>
internal sealed class OpenConnection : IDisposable
{
    // By the text's reference: its hash would be worked out at every execution, and the texts are long.
    private readonly Dictionary<string, Statement> statements = new(ReferenceEqualityComparer.Instance);

    public OpenConnection(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    /// <summary>Whether a transaction is open: SQLite ends it by itself where the disk is full or broken.</summary>
    public bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    /// <summary>Prepared at the first call.</summary>
    /// <param name="sql">A constant: one text is one object.</param>
    public Statement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(Connection, sql);
            statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>For texts that differ from question to question: nothing is kept.</summary>
    public List<T> Once<T>(string sql, Func<Row, T> read, params ReadOnlySpan<object?> values)
    {
        using var statement = new Statement(Connection, sql);
        return statement.List(read, values);
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        Connection.Dispose();
    }
}
