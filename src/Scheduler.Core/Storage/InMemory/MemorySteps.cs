using NodaTime;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>One lock: what the other drivers do in one transaction, this one does under it, with the clock read inside.</summary>
internal sealed class MemorySteps(IClock clock, InMemorySignal signal)
{
    private readonly Lock gate = new();

    /// <summary>A step after which others may find something to do.</summary>
    public Task<T> ChangeAsync<T>(Func<Instant, T> step, CancellationToken cancel)
    {
        var result = QuietlyAsync(step, cancel);
        if (!result.IsCanceled)
        {
            signal.Raise();
        }

        return result;
    }

    /// <summary>A question, or a write that wakes nobody.</summary>
    public Task<T> QuietlyAsync<T>(Func<Instant, T> step, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancel);
        }

        lock (gate)
        {
            return Task.FromResult(step(clock.GetCurrentInstant()));
        }
    }
}
