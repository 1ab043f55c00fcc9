using NodaTime;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>
/// Keeps a node's places full. Sleeps until the next due run, a free place, or a signal that the queue has changed; asks the queue only then.
/// </summary>
internal sealed class WorkerLoop(Worker worker, IRunQueue queue, IRunQueries queries, IStoreSignal signal, ExecutorCatalog executors, Wait wait)
{
    private static readonly Duration Longest = Duration.FromMinutes(10);

    private long seen;

    /// <summary>One round: claim, then sleep. Called again and again by a <see cref="DutyLoop"/>.</summary>
    public async Task<Duration> RunOnceAsync(CancellationToken cancel)
    {
        // Before the claim: what becomes due between the two would count as past for the one and as future for the other, and be slept over.
        var next = await queue.NextWakeAsync(executors.Names, cancel);
        var placeFreed = worker.PlaceFreed;
        await worker.RunOnceAsync(atMost: null, cancel);
        await SleepAsync(next, placeFreed, cancel);
        return Duration.Zero;
    }

    /// <summary>Executes what is due, and what becomes due by that; ends when nothing is left to start and nothing runs.</summary>
    /// <param name="limit">The most runs to start. Null: all.</param>
    /// <returns>How many were started.</returns>
    public async Task<int> RunDueAsync(int? limit, CancellationToken cancel)
    {
        var started = 0;
        while (!cancel.IsCancellationRequested)
        {
            var (placeFreed, isIdle) = (worker.PlaceFreed, worker.IsIdle);
            var claimed = limit is { } most && started >= most ? 0 : await worker.RunOnceAsync(limit - started, cancel);
            started += claimed;
            if (claimed == 0 && isIdle)
            {
                return started;
            }

            if (claimed == 0)
            {
                await placeFreed.WaitAsync(cancel);
            }
        }

        return started;
    }

    private async Task SleepAsync(Instant? next, Task placeFreed, CancellationToken cancel)
    {
        var rest = next is { } at ? await RestAsync(at, cancel) : Longest;
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            var changed = signal.WaitAsync(seen, awake.Token);
            if (await Task.WhenAny(placeFreed, changed, wait(rest, awake.Token)) == changed)
            {
                seen = await changed;
            }
        }
        finally
        {
            await awake.CancelAsync();   // also where the signal fails: the delay is not left behind
        }

        cancel.ThrowIfCancellationRequested();
    }

    private async Task<Duration> RestAsync(Instant next, CancellationToken cancel)
    {
        var rest = next - await queries.NowAsync(cancel);
        return Duration.Max(Duration.Zero, Duration.Min(rest, Longest));
    }
}
