using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Logging;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <param name="Places">Attempts at once.</param>
internal sealed record WorkerSettings(NodeId Node, int Places, Duration LeaseFor);

/// <summary>Claims what is eligible, never more than there are free places, and starts each claimed run now.</summary>
internal sealed class Worker(
    IRunQueue queue, ExecutorCatalog executors, AttemptRunner runner, Completions completions, Places places, Func<WorkerSettings> settings,
    Elapsed elapsed, SchedulerMetrics metrics, ILogger<Worker> log)
{
    private readonly Lock watching = new();
    private readonly HashSet<Task> attempts = [];
    private TaskCompletionSource placeFreed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a place becomes free, or its attempt is written, after this was read.</summary>
    public Task PlaceFreed
    {
        get
        {
            lock (watching)
            {
                return placeFreed.Task;
            }
        }
    }

    /// <inheritdoc cref="Places.AreIdle"/>
    public bool IsIdle => places.AreIdle;

    /// <summary>The attempts that were started and have not ended.</summary>
    public Task WhenIdleAsync()
    {
        lock (watching)
        {
            return Task.WhenAll(attempts);
        }
    }

    /// <summary>Once every end is written: completes when nothing holds a place any more but abandoned executors.</summary>
    public async Task WhenPlacesAreFreeAsync()
    {
        for (var freed = PlaceFreed; !IsIdle; freed = PlaceFreed)
        {
            await freed;
        }
    }

    /// <param name="atMost">Null: as many as there are free places.</param>
    /// <returns>How many runs were claimed and started.</returns>
    public async Task<int> RunOnceAsync(int? atMost, CancellationToken cancel)
    {
        var (node, all, leaseFor) = settings();
        var free = Math.Min(places.FreeOf(all), atMost ?? int.MaxValue);
        if (free == 0 || executors.Names.Count == 0)
        {
            return 0;
        }

        var claim = new ClaimRequest(node, executors.Names, free, leaseFor) { StartProcesses = executors.ThatStartProcesses };
        var (sentAt, claimed) = await ClaimAsync(claim, cancel);

        // Dying here leaves the claimed runs Running under leases that nobody renews: they lapse and come back.
        foreach (var run in claimed)
        {
            metrics.Claimed((run.Lease.GrantedAt - run.Facts.DueAt).TotalSeconds);
            Start(new InFlight(run, sentAt));
        }

        return claimed.Count;
    }

    /// <summary>
    /// The lease counts from before it was asked for. A claim that had to wait takes nothing, since it would be given up at once; that is no
    /// "nothing is due", and is asked again.
    /// </summary>
    private async Task<(Duration SentAt, IReadOnlyList<ClaimedRun> Claimed)> ClaimAsync(ClaimRequest claim, CancellationToken cancel)
    {
        while (true)
        {
            var sentAt = elapsed();
            var claimed = await queue.ClaimAsync(claim, cancel);
            if (claimed.Count > 0 || elapsed() - sentAt <= claim.LeaseFor / 3)
            {
                return (sentAt, claimed);
            }
        }
    }

    /// <summary>Tells every attempt to stop; each is finished or handed back when its executor has returned.</summary>
    public void StopAll()
    {
        foreach (var attempt in places.InFlight)
        {
            attempt.Stop(StopReason.NodeStopping);
        }
    }

    private void Start(InFlight attempt)
    {
        places.Take(attempt);
        Task task;
        using (ExecutionContext.SuppressFlow())   // neither AsyncLocals nor the Activity of the claim leak into the attempt
        {
            task = Task.Run(() => RunAsync(attempt));
        }

        lock (watching)
        {
            attempts.Add(task);
        }

        _ = task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Ended(Task task)
    {
        lock (watching)
        {
            attempts.Remove(task);
        }
    }

    private async Task RunAsync(InFlight attempt)
    {
        var executorReturned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var completion = new Completion(attempt, await EndOfAsync(attempt, executorReturned));
        completions.Add(completion);
        _ = FreeAsync(executorReturned.Task, completion.Written);
    }

    private async Task<AttemptToEnd> EndOfAsync(InFlight attempt, TaskCompletionSource executorReturned)
    {
        try
        {
            return await runner.RunAsync(attempt, executorReturned);
        }
        catch (Exception trouble)
        {
            // Left to lapse it would be executed again and again, and end as poison without a reason.
            log.AttemptRunnerFailed(trouble, attempt.Run.Lease.Run.Value);
            executorReturned.TrySetResult();
            var ending = AttemptEnding.NotCarriedThrough(trouble, attempt.Run.Lease.Token);
            var notes = new AttemptNotes { Message = AttemptEnding.Cut(ending.Message), Details = AttemptEnding.Cut(ending.Details) };
            return new AttemptToEnd(attempt.Lease, attempt.Run.Number, ending.Change, notes, attempt.Close());
        }
    }

    private async Task FreeAsync(Task executorReturned, Task written)
    {
        await written;
        var outlived = !executorReturned.IsCompleted;
        if (outlived)
        {
            places.Outlive();
            Wake();
        }

        await executorReturned;
        places.Free(outlived);
        Wake();
    }

    private void Wake()
    {
        lock (watching)
        {
            placeFreed.TrySetResult();
            placeFreed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
