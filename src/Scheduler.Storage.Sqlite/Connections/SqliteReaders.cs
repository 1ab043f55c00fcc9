using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>
/// Connections that read and never wait. Each question is one snapshot, and short: as long as it is open, the write-ahead log grows.
/// </summary>
internal sealed class SqliteReaders(Func<OpenConnection> open) : IDisposable
{
    private readonly ConcurrentBag<OpenConnection> idle = [];
    private volatile bool isClosed;

    public T Read<T>(Func<OpenConnection, T> question)
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        var connection = idle.TryTake(out var pooled) ? pooled : open();
        try
        {
            connection.Statement("BEGIN").Execute();
            var answer = question(connection);
            connection.Statement("COMMIT").Execute();
            GiveBack(connection);
            return answer;
        }
        catch
        {
            // What is wrong with it is not known, and another is opened in no time.
            connection.Dispose();
            throw;
        }
    }

    /// <summary>As a task, for the ports: SQLite reads on the thread that asks.</summary>
    public Task<T> ReadAsync<T>(Func<OpenConnection, T> question, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancel);
        }

        try
        {
            return Task.FromResult(Read(question));
        }
        catch (SqliteException trouble)
        {
            return Task.FromException<T>(trouble);
        }
    }

    public void Dispose()
    {
        isClosed = true;
        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private void GiveBack(OpenConnection connection)
    {
        idle.Add(connection);
        if (isClosed)
        {
            Dispose();
        }
    }
}
