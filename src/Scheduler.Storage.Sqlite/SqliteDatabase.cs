using NodaTime;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite;

/// <summary>The one file as the class of every port has it: one connection that writes, and short readers.</summary>
internal sealed class SqliteDatabase(IClock clock, Action crashInLoad) : IAsyncDisposable
{
    private SqliteWriter? writer;
    private SqliteReaders? readers;

    public IClock Clock => clock;

    /// <summary>Called between two runs of a load.</summary>
    public Action CrashInLoad => crashInLoad;

    /// <summary>For tests that count.</summary>
    internal SqliteWriter Writer => writer ?? throw NotOpen();

    public void Open(SqliteWriter newWriter, SqliteReaders newReaders)
    {
        writer = newWriter;
        readers = newReaders;
    }

    public Task<T> WriteAsync<T>(Func<WriteTransaction, T> step, CancellationToken cancel) => Writer.WriteAsync(step, cancel);

    public Task<T> WriteAsync<T>(Func<WriteTransaction, T> step, StepManner manner, CancellationToken cancel) =>
        Writer.WriteAsync(step, manner, cancel);

    public Task<T> ReadAsync<T>(Func<OpenConnection, T> question, CancellationToken cancel) =>
        (readers ?? throw NotOpen()).ReadAsync(question, cancel);

    public async ValueTask DisposeAsync()
    {
        if (writer is not null)
        {
            await writer.DisposeAsync();
        }

        readers?.Dispose();
    }

    private static InvalidOperationException NotOpen() => new($"The storage is not open. Call {nameof(IStorage.OpenAsync)} first.");
}
