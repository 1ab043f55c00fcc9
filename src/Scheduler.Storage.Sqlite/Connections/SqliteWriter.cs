using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>
/// The process' one writing connection. Steps wait in a channel and not for each other's locks, since SQLite's own waiting is unfair. What
/// waits together is committed together, each step in a savepoint of its own; where that fails as a whole, each is carried out alone.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostTogether = 32;
    private const int Repetitions = 5;

    private readonly Channel<WriteStep> steps = Channel.CreateUnbounded<WriteStep>(new UnboundedChannelOptions { SingleReader = true });
    private readonly OpenConnection connection;
    private readonly IClock clock;
    private readonly Random random;
    private readonly CrashPoint crash;
    private readonly Action wakeSleepers;
    private readonly Task writing;
    private volatile StorageException? broken;

    /// <param name="random">Spreads the repetitions of processes that met.</param>
    public SqliteWriter(OpenConnection connection, IClock clock, Random random, CrashPoint crash, Action wakeSleepers)
    {
        this.connection = connection;
        this.clock = clock;
        this.random = random;
        this.crash = crash;
        this.wakeSleepers = wakeSleepers;
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
                await CarryOutAsync(together);
            }
        }
        catch (Exception trouble)
        {
            Break(together, trouble);
        }
    }

    private async Task CarryOutAsync(List<WriteStep> together)
    {
        if (together.Count < 2 || !CarriedOutTogether(together))
        {
            foreach (var step in together)
            {
                await CarryOutAloneAsync(step);
            }
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

    /// <summary>False: nothing was written and nobody answered. Each is to be tried alone, where its own trouble is told to it alone.</summary>
    private bool CarriedOutTogether(List<WriteStep> together)
    {
        var refused = new Dictionary<WriteStep, Exception>();
        WriteTransaction transaction;
        try
        {
            transaction = Begin();
            foreach (var step in together)
            {
                if (Trouble(step, transaction) is { } trouble)
                {
                    refused.Add(step, trouble);
                }
            }

            var done = together.Where(step => !refused.ContainsKey(step)).ToList();
            done.ForEach(step => Crash(step.Manner.BeforeCommit));
            connection.Statement("COMMIT").Execute();
        }
        catch
        {
            RollBack();
            return false;
        }

        Answer(together, refused, transaction);
        return true;
    }

    private Exception? Trouble(WriteStep step, WriteTransaction transaction)
    {
        connection.Statement("SAVEPOINT step").Execute();
        try
        {
            step.CarryOut(transaction);
            connection.Statement("RELEASE step").Execute();
            return null;
        }
        catch (Exception trouble) when (connection.IsInTransaction && !IsBusy(trouble))
        {
            connection.Statement("ROLLBACK TO step").Execute();
            connection.Statement("RELEASE step").Execute();
            return trouble;
        }
    }

    private async Task CarryOutAloneAsync(WriteStep step)
    {
        for (var repetition = 0; ; repetition++)
        {
            WriteTransaction transaction;
            try
            {
                transaction = CarryOutAlone(step);
            }
            catch (SqliteException busy) when (IsBusy(busy) && repetition < Repetitions)
            {
                RollBack();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 50 << repetition)), CancellationToken.None);
                continue;
            }
            catch (Exception trouble)
            {
                RollBack();
                step.Fail(trouble);
                return;
            }

            // Outside of the try: what is committed is never told as failed.
            Answer([step], [], transaction);
            return;
        }
    }

    private WriteTransaction CarryOutAlone(WriteStep step)
    {
        if (step.Manner.IsOutside)
        {
            var outside = new WriteTransaction(connection, clock.GetCurrentInstant());
            step.CarryOut(outside);
            return outside;
        }

        var transaction = Begin();
        step.CarryOut(transaction);
        Crash(step.Manner.BeforeCommit);
        connection.Statement("COMMIT").Execute();
        return transaction;
    }

    private void Answer(List<WriteStep> together, Dictionary<WriteStep, Exception> refused, WriteTransaction transaction)
    {
        foreach (var step in together)
        {
            Crash(refused.ContainsKey(step) ? null : step.Manner.AfterCommit);
        }

        if (transaction.WakesSleepers)
        {
            WakeSleepers();
        }

        foreach (var step in together)
        {
            if (refused.TryGetValue(step, out var trouble))
            {
                step.Fail(trouble);
            }
            else
            {
                step.Answer();
            }
        }
    }

    private void WakeSleepers()
    {
        try
        {
            wakeSleepers();
        }
        catch
        {
            // A waking is a hint: the step is committed, and whoever sleeps looks again by itself before long.
        }
    }

    /// <summary>IMMEDIATE: a deferred transaction that turns from reading to writing fails at once where another has written.</summary>
    private WriteTransaction Begin()
    {
        if (connection.IsInTransaction)
        {
            // The last one could not be rolled back. Where it still cannot, the step learns why.
            connection.Statement("ROLLBACK").Execute();
        }

        connection.Statement("BEGIN IMMEDIATE").Execute();
        return new WriteTransaction(connection, clock.GetCurrentInstant());
    }

    /// <summary>Never throws: why there is something to roll back is what has to be told. <see cref="Begin"/> tries again.</summary>
    private void RollBack()
    {
        try
        {
            if (connection.IsInTransaction)
            {
                connection.Statement("ROLLBACK").Execute();
            }
        }
        catch
        {
            // The next step meets it in Begin.
        }
    }

    private void Crash(string? place)
    {
        if (place is not null)
        {
            crash(place);
        }
    }

    private static bool IsBusy(Exception trouble) =>
        trouble is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED };
}
