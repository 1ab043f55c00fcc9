using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>One attempt on this node, from its claim until its end is written: what the lease is renewed for.</summary>
internal sealed class InFlight : IDisposable
{
    private readonly CancellationTokenSource cancel = new();
    private readonly TaskCompletionSource<StopReason> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock writing = new();
    private List<LogEntry> lines = [];
    private volatile string? progress;

    /// <param name="claimedAt">By the monotonic clock, read before the claim was sent: a lease never looks longer than it is.</param>
    public InFlight(ClaimedRun run, Duration claimedAt)
    {
        Run = run;
        Lease = run.Lease;
        RenewedAt = claimedAt;
    }

    public ClaimedRun Run { get; }

    public Lease Lease { get; set; }

    /// <summary>By the monotonic clock, read before the last renewal that was answered was sent.</summary>
    public Duration RenewedAt { get; set; }

    public CancellationToken Token => cancel.Token;

    /// <summary>Completes when the attempt is told to stop.</summary>
    public Task<StopReason> Stopped => stopped.Task;

    public StopReason? StopReason => stopped.Task.IsCompletedSuccessfully ? stopped.Task.Result : null;

    /// <summary>The lease is lost, or nobody may write its end any more: the attempt ends unrecorded by us.</summary>
    public bool IsDisowned => StopReason == Execution.StopReason.LeaseLost;

    public string? Progress
    {
        get => progress;
        set => progress = value;
    }

    /// <summary>The first reason stays.</summary>
    public void Stop(StopReason reason)
    {
        if (stopped.TrySetResult(reason))
        {
            // Off this thread: what an executor has registered on the token runs where it cannot hold up the renewals of others.
            _ = Task.Run(cancel.Cancel);
        }
    }

    public void Write(LogEntry line)
    {
        lock (writing)
        {
            lines.Add(line);
        }
    }

    /// <summary>The lines that nobody has stored yet.</summary>
    public IReadOnlyList<LogEntry> TakeLines()
    {
        lock (writing)
        {
            var taken = lines;
            lines = [];
            return taken;
        }
    }

    public void Dispose() => cancel.Dispose();
}
