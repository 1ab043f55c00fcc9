using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>
/// The process' one writing connection. Steps wait in a channel and not for each other's locks, since SQLite's own waiting is unfair; what
/// waits together is handed on together.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostTogether = 32;

    private readonly Channel<WriteStep> steps = Channel.CreateUnbounded<WriteStep>(new UnboundedChannelOptions { SingleReader = true });
    private readonly OpenConnection connection;
    private readonly StepTransactions transactions;
    private readonly Task writing;
    private volatile StorageException? broken;

    /// <param name="random">Spreads the repetitions of processes that met.</param>
    public SqliteWriter(OpenConnection connection, IClock clock, Random random, CrashPoint crash, Action wakeSleepers)
    {
        this.connection = connection;
        transactions = new StepTransactions(connection, clock, random, crash, wakeSleepers);
        writing = Task.Run(WriteAsync);
    }

    /// <summary>For tests that count.</summary>
    internal SqliteConnection Connection => connection.Connection;

    public Task<T> WriteAsync<T>(Func<WriteTransaction, T> step, StepManner manner, CancellationToken cancel)
    {
        var waiting = new WriteStep<T>(step, manner, cancel);
        if (!steps.Writer.TryWrite(waiting))
        {
            ObjectDisposedException.ThrowIf(broken is null, this);
            waiting.Fail(broken);
        }

        return waiting.Task;
    }

    public Task<T> WriteAsync<T>(Func<WriteTransaction, T> step, CancellationToken cancel) => WriteAsync(step, StepManner.Plain, cancel);

    private static readonly StepManner Outside = new(IsAlone: true, IsOutside: true);

    /// <summary>Another number than before once another process, or another store of this one, has committed anything.</summary>
    public Task<long> ReadOthersVersionAsync(CancellationToken cancel) =>
        WriteAsync(transaction => transaction.Statement("PRAGMA data_version").Number(), Outside, cancel);

    /// <summary>Carries out the steps that wait, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        steps.Writer.TryComplete();
        await writing;
        connection.Dispose();
    }

    private async Task WriteAsync()
    {
        List<WriteStep> together = [];
        try
        {
            while (await steps.Reader.WaitToReadAsync())
            {
                together = TakeTogether();
                await transactions.CarryOutAsync(together);
            }
        }
        catch (Exception trouble)
        {
            Break(together, trouble);
        }
    }

    /// <summary>
    /// What nobody thought of has ended the writing: whoever waits learns it, and whoever comes later, instead of waiting for ever.
    /// </summary>
    private void Break(List<WriteStep> underWay, Exception trouble)
    {
        broken = new StorageException(
            $"This process can write '{connection.Connection.DataSource}' no more: {trouble.GetType().Name}: " +
            $"{trouble.Message} What was committed stands. Start the process again.",
            trouble);
        steps.Writer.TryComplete();
        underWay.ForEach(step => step.Fail(broken));
        while (steps.Reader.TryRead(out var waiting))
        {
            waiting.Fail(broken);
        }
    }

    private List<WriteStep> TakeTogether()
    {
        var together = new List<WriteStep>();
        while (together.Count < MostTogether && steps.Reader.TryPeek(out var next) && (together.Count == 0 || !next.Manner.IsAlone))
        {
            steps.Reader.TryRead(out _);
            if (next.IsTakenBack)
            {
                next.TakeBack();
                continue;
            }

            together.Add(next);
            if (next.Manner.IsAlone)
            {
                break;
            }
        }

        return together;
    }
}
