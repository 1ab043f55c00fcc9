using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite;

/// <summary>
/// Tells sleepers of commits: of this process at once, of others by the writing connection's data_version, which only others' commits change.
/// It is asked for only while somebody waits.
/// </summary>
internal sealed class SqliteSignal(TimeProvider time, TimeSpan lookForOthersEvery) : IStoreSignal, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource closing = new();
    private TaskCompletionSource changed = NewChange();
    private SqliteWriter? writer;
    private long mark;
    private int waiting;
    private bool isLooking;
    private Task looking = Task.CompletedTask;
    private long othersVersion;

    public async Task OpenAsync(SqliteWriter ofOwn, CancellationToken cancel)
    {
        writer = ofOwn;
        othersVersion = await ofOwn.ReadOthersVersionAsync(cancel);
    }

    /// <summary>Something may have become runnable.</summary>
    public void Tell()
    {
        TaskCompletionSource told;
        lock (gate)
        {
            mark++;
            told = changed;
            changed = NewChange();
        }

        told.TrySetResult();
    }

    public async Task<long> WaitAsync(long seen, CancellationToken cancel)
    {
        Task change;
        lock (gate)
        {
            if (mark > seen)
            {
                return mark;
            }

            change = changed.Task;
            waiting++;
            if (!isLooking)
            {
                isLooking = true;
                looking = Task.Run(LookForOthersAsync, CancellationToken.None);
            }
        }

        try
        {
            await change.WaitAsync(cancel);
        }
        finally
        {
            lock (gate)
            {
                waiting--;
            }
        }

        return Interlocked.Read(ref mark);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await looking;
    }

    private async Task LookForOthersAsync()
    {
        using var timer = new PeriodicTimer(lookForOthersEvery, time);
        try
        {
            do
            {
                await LookAsync();
            }
            while (await timer.WaitForNextTickAsync(closing.Token) && GoesOn());
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The store is closing: there is nothing to wait for any more.
        }
        catch (Exception trouble)
        {
            Fail(trouble);
        }
    }

    private async Task LookAsync()
    {
        var version = await writer!.ReadOthersVersionAsync(closing.Token);
        if (version != othersVersion)
        {
            othersVersion = version;
            Tell();
        }
    }

    private bool GoesOn()
    {
        lock (gate)
        {
            return isLooking = waiting > 0;
        }
    }

    /// <summary>Sleepers learn that they cannot be told, and ask again when they have backed off.</summary>
    private void Fail(Exception trouble)
    {
        TaskCompletionSource failed;
        lock (gate)
        {
            isLooking = false;
            failed = changed;
            changed = NewChange();
        }

        failed.TrySetException(trouble);
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
