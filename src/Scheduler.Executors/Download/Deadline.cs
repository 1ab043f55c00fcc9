using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>The download's own two time-outs beside the attempt's token, so that what ran out can be told afterwards.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly DownloadFile file;
    private readonly CancellationToken attempt;
    private readonly CancellationTokenSource total = new();
    private readonly CancellationTokenSource idle = new();
    private readonly CancellationTokenSource either;

    public Deadline(DownloadFile file, CancellationToken attempt)
    {
        this.file = file;
        this.attempt = attempt;
        either = CancellationTokenSource.CreateLinkedTokenSource(attempt, total.Token, idle.Token);
        total.CancelAfter(file.TotalFor.ToTimeSpan());
        Heard();
    }

    public CancellationToken Token => either.Token;

    /// <summary>Something came from the server: its silence begins anew.</summary>
    public void Heard() => idle.CancelAfter(file.IdleFor.ToTimeSpan());

    /// <summary>The network is done with; what is left to do on this machine is limited by the total alone.</summary>
    public void StopListening() => idle.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Null where neither time-out of ours is the reason.</summary>
    public AttemptOutcome? Expired(string what)
    {
        if (attempt.IsCancellationRequested)
        {
            return null;
        }

        if (total.IsCancellationRequested)
        {
            return AttemptOutcome.Transient(FormattableString.Invariant(
                $"{what} took longer than TotalFor, {file.TotalFor.TotalSeconds:0.###} s. Raise it (below the routine's time-out) where the file is that slow."));
        }

        return idle.IsCancellationRequested
            ? AttemptOutcome.Transient(FormattableString.Invariant($"{what} was silent for longer than IdleFor, {file.IdleFor.TotalSeconds:0.###} s."))
            : null;
    }

    public void Dispose()
    {
        either.Dispose();
        idle.Dispose();
        total.Dispose();
    }
}
