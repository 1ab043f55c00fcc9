using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>One attempt on this node, from its claim until its end is written: what the lease is renewed for.</summary>
internal sealed class InFlight
{
    private readonly CancellationTokenSource cancel = new();
    private readonly TaskCompletionSource<StopReason> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource timeIsOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock writing = new();
    private List<LogEntry> lines = [];
    private int characters;
    private long cut;
    private bool isClosed;
    private long renewedAt;
    private CancellationTokenSource? timing;
    private volatile string? progress;
    private volatile Lease lease;

    /// <param name="claimedAt">By the monotonic clock, read before the claim was sent: a lease never looks longer than it is.</param>
    public InFlight(ClaimedRun run, Duration claimedAt)
    {
        Run = run;
        lease = run.Lease;
        RenewedAt = claimedAt;
    }

    public ClaimedRun Run { get; }

    public Lease Lease
    {
        get => lease;
        set => lease = value;
    }

    /// <summary>By the monotonic clock, read before the last renewal that was answered was sent.</summary>
    public Duration RenewedAt
    {
        get => Duration.FromNanoseconds(Interlocked.Read(ref renewedAt));
        set => Interlocked.Exchange(ref renewedAt, value.ToInt64Nanoseconds());
    }

    /// <summary>Of its routine; zero before it is known.</summary>
    public Duration GraceFor { get; set; }

    public CancellationToken Token => cancel.Token;

    /// <summary>Completes when the attempt is told to stop.</summary>
    public Task<StopReason> Stopped => stopped.Task;

    /// <summary>Completes when its time-out has passed, also where it was told to stop before, for another reason.</summary>
    public Task TimeIsOver => timeIsOver.Task;

    public StopReason? StopReason => stopped.Task.IsCompletedSuccessfully ? stopped.Task.Result : null;

    /// <summary>Whether its end is known, and written or waiting to be.</summary>
    public bool HasEnded
    {
        get
        {
            lock (writing)
            {
                return isClosed;
            }
        }
    }

    public string? Progress
    {
        get => progress;
        set => progress = value;
    }

    /// <summary>
    /// It is stopped as timed out when so much time has passed from now on, unless it is closed before.
    /// A later call takes the place of an earlier one.
    /// </summary>
    public void StopAfter(Duration timeOut, Wait wait)
    {
        var counting = new CancellationTokenSource();
        lock (writing)
        {
            if (isClosed)
            {
                return;
            }

            timing?.Cancel();
            timing = counting;
        }

        _ = StopWhenAsync(wait(timeOut, counting.Token));
    }

    /// <summary>The first reason stays.</summary>
    public void Stop(StopReason reason)
    {
        if (stopped.TrySetResult(reason))
        {
            // Off this thread: what an executor has registered on the token runs where it cannot hold up the renewals of others.
            _ = cancel.CancelAsync();
        }
    }

    /// <summary>Past <see cref="LineBounds"/> they are counted until the others have been taken, and their number is said.</summary>
    /// <returns>False once the attempt has ended: nobody takes its lines any more.</returns>
    public bool Write(LogEntry line)
    {
        lock (writing)
        {
            if (isClosed)
            {
                return false;
            }

            var more = LineBounds.CharactersOf(line);
            if (cut == 0 && lines.Count < LineBounds.Lines && characters <= LineBounds.Characters - more)
            {
                lines.Add(line);
                characters += more;
            }
            else
            {
                cut++;
            }

            return true;
        }
    }

    /// <summary>The lines that nobody has stored yet.</summary>
    public IReadOnlyList<LogEntry> TakeLines()
    {
        lock (writing)
        {
            if (cut > 0)
            {
                lines.Add(lines[^1] with
                {
                    Level = LogLevel.Warning, EventId = 0, Template = "{Lines} more lines were cut", Message = $"{cut} more lines were cut",
                    Properties = $$"""{"Lines":{{cut}}}""", Exception = null,
                });
            }

            var taken = lines;
            (lines, characters, cut) = ([], 0, 0);
            return taken;
        }
    }

    /// <summary>The last lines: later ones are not the attempt's.</summary>
    public IReadOnlyList<LogEntry> Close()
    {
        lock (writing)
        {
            isClosed = true;
            timing?.Cancel();
            return TakeLines();
        }
    }

    private async Task StopWhenAsync(Task over)
    {
        await over.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (over.IsCompletedSuccessfully)
        {
            timeIsOver.TrySetResult();
            Stop(Execution.StopReason.TimedOut);
        }
    }
}
