using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>
/// Writes the ends of attempts in batches: whatever gathered while the last batch was being written makes the next one, so a single one
/// is written at once. Its lease is kept until it is written: while the store is away nothing is lost.
/// </summary>
internal sealed class Completions(IRunQueue queue, Places places, Wait wait, StoreHealth health, SchedulerMetrics metrics, ILogger<Completions> log)
{
    public const int MaxBatch = 100;

    private static readonly Duration FirstPause = Duration.FromMilliseconds(200);
    private static readonly Duration LongestPause = Duration.FromSeconds(10);

    private readonly SemaphoreSlim flushing = new(1);
    private bool listenerFailed;
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

    private async Task WriteAsync(IReadOnlyList<Completion> batch, CancellationToken cancel)
    {
        if (batch.Count > 1 && await TryAsync(batch, cancel) is null)
        {
            return;
        }

        // One by one after trouble, so that an end that cannot be stored never takes its neighbours along.
        foreach (var completion in batch)
        {
            await WriteAloneAsync(completion, cancel);
        }
    }

    private async Task WriteAloneAsync(Completion completion, CancellationToken cancel)
    {
        var (refusals, isTold) = (new Refusals(health), false);
        for (var pause = FirstPause; await TryAsync([completion], cancel) is { } trouble; pause = Duration.Min(pause + pause, LongestPause))
        {
            if (refusals.AreEnoughWith(trouble))
            {
                log.FinishCannotBeStored(trouble, completion.Attempt.Run.Lease.Run.Value, completion.Attempt.Run.Number);
                places.Forget(completion.Attempt);
                completion.IsWritten();
                return;
            }

            if (!isTold && !health.IsAway)
            {
                log.DutyFailed(trouble, nameof(Completions));
                isTold = true;
            }

            await wait(pause, cancel);
        }
    }

    /// <returns>What went wrong; null where the ends are in the store.</returns>
    private async Task<Exception?> TryAsync(IReadOnlyList<Completion> batch, CancellationToken cancel)
    {
        IReadOnlyList<EndedAttempt> ended;
        try
        {
            // Dying before this commits leaves the runs Running under leases that will end; dying after it leaves them ended.
            ended = await queue.FinishAsync([.. batch.Select(completion => completion.End)], cancel);
        }
        catch (Exception trouble) when (!cancel.IsCancellationRequested)
        {
            return trouble;
        }

        foreach (var completion in batch)
        {
            places.Forget(completion.Attempt);
            completion.IsWritten();
        }

        foreach (var (completion, answer) in batch.Zip(ended))
        {
            Tell(completion, answer);
        }

        return null;
    }

    private void Tell(Completion completion, EndedAttempt answer)
    {
        var run = completion.Attempt.Run;
        var (routine, date, id) = (run.Routine.Value, run.OrderDate.ToIso(), run.Lease.Run.Value);
        ToListeners(completion, answer.After);
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

    /// <summary>Whoever listens is the host's: a meter's listener, a console whose pipe is closed. None of them stops the writing of ends.</summary>
    private void ToListeners(Completion completion, RunFacts? after)
    {
        try
        {
            metrics.AttemptEnded(AttemptEnds.Of(completion.End.Change));
            if (after is not null)
            {
                OnEnded?.Invoke(completion, after);
            }
        }
        catch (Exception trouble)
        {
            if (!listenerFailed)
            {
                listenerFailed = true;
                log.ListenerFailed(trouble);
            }
        }
    }
}
