using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Logging;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>An attempt whose end waits to be written, and what follows once it is.</summary>
internal sealed record Completion(InFlight Attempt, AttemptToEnd End)
{
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the end is in the store: only then is the place free.</summary>
    public Task Written => written.Task;

    public void IsWritten() => written.TrySetResult();
}

/// <summary>
/// Writes the ends of attempts in batches: whatever gathered while the last batch was being written makes the next one, so a single one
/// is written at once. Its lease is kept until it is written: while the store is away nothing is lost.
/// </summary>
internal sealed class Completions(IRunQueue queue, Places places, Wait wait, SchedulerMetrics metrics, ILogger<Completions> log)
{
    public const int MaxBatch = 100;
    private static readonly Duration FirstPause = Duration.FromMilliseconds(200);
    private static readonly Duration LongestPause = Duration.FromSeconds(10);

    private readonly SemaphoreSlim flushing = new(1);
    private readonly Channel<Completion> waiting = Channel.CreateUnbounded<Completion>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Called once for each end that is in the store, for who shows progress; null where nobody does.</summary>
    public Action<Completion, RunFacts>? OnEnded { get; set; }

    public void Add(Completion completion) => waiting.Writer.TryWrite(completion);

    /// <summary>Called once nothing will be added any more; <see cref="RunAsync"/> then ends when everything is written.</summary>
    public void Complete() => waiting.Writer.TryComplete();

    /// <summary>Writes until <see cref="Complete"/>. Storage trouble is waited out; cancelling leaves the rest to lapse.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (await waiting.Reader.WaitToReadAsync(cancel))
        {
            await FlushAsync(cancel);
        }
    }

    /// <summary>Writes all that is waiting now.</summary>
    public async Task<int> FlushAsync(CancellationToken cancel)
    {
        await flushing.WaitAsync(cancel);
        try
        {
            var written = 0;
            while (NextBatch() is { Count: > 0 } batch)
            {
                await WriteAsync(batch, cancel);
                written += batch.Count;
            }

            return written;
        }
        finally
        {
            flushing.Release();
        }
    }

    private List<Completion> NextBatch()
    {
        var batch = new List<Completion>();
        while (batch.Count < MaxBatch && waiting.Reader.TryRead(out var completion))
        {
            batch.Add(completion);
        }

        return batch;
    }

    private async Task WriteAsync(List<Completion> batch, CancellationToken cancel)
    {
        for (var pause = FirstPause; ; pause = Duration.Min(pause + pause, LongestPause))
        {
            try
            {
                // Dying before this commits leaves the runs Running under leases that will end; dying after it leaves them ended.
                var ended = await queue.FinishAsync([.. batch.Select(completion => completion.End)], cancel);
                foreach (var (completion, answer) in batch.Zip(ended))
                {
                    places.Forget(completion.Attempt);
                    completion.IsWritten();
                    Tell(completion, answer);
                }

                if (pause != FirstPause)
                {
                    log.StoreCameBack(nameof(Completions));
                }

                return;
            }
            catch (Exception trouble) when (!cancel.IsCancellationRequested)
            {
                if (pause == FirstPause)
                {
                    log.StoreWentAway(trouble, nameof(Completions));
                }

                await wait(pause, cancel);
            }
        }
    }

    private void Tell(Completion completion, EndedAttempt answer)
    {
        var run = completion.Attempt.Run;
        var (routine, date, id) = (run.Routine.Value, run.OrderDate.ToIso(), run.Lease.Run.Value);
        metrics.AttemptEnded(completion.End.Change.GetType().Name);
        if (answer.After is { } after)
        {
            OnEnded?.Invoke(completion, after);
        }

        switch (answer.After)
        {
            case null:
                log.FinishWasStale(routine, date, id, run.Number);
                break;
            case { State: RunState.Failed } failed:
                log.RunFailed(routine, date, id, failed.Cause?.ToString() ?? "");
                break;
            case { State: RunState.Recovering or RunState.Held } again:
                log.RunComesAgain(routine, date, id, again.State, again.DueAt.ToIso());
                break;
            default:
                break;
        }
    }
}
