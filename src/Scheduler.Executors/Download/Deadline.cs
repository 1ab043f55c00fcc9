using System.Globalization;
using NodaTime;
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
            return AttemptOutcome.Transient(
                $"{what} took longer than TotalFor, {Seconds(file.TotalFor)}. " +
                "Raise it (below the routine's time-out) where the file is that slow.");
        }

        return idle.IsCancellationRequested
            ? AttemptOutcome.Transient($"{what} was silent for longer than IdleFor, {Seconds(file.IdleFor)}.")
            : null;
    }

    private static string Seconds(Duration duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.###} s");

    public void Dispose()
    {
        either.Dispose();
        idle.Dispose();
        total.Dispose();
    }
}
