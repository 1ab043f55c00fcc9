using NodaTime;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>One lock: what the other drivers do in one transaction, this one does under it, with the clock read inside.</summary>
internal sealed class MemorySteps(IClock clock, InMemorySignal signal)
{
    private readonly Lock gate = new();

    /// <summary>A step after which others may find something to do.</summary>
    public Task<T> ChangeAsync<T>(Func<Instant, T> step, CancellationToken cancel) => ChangeAsync(step, _ => true, cancel);

    /// <param name="wakes">Whether with this answer others may find something to do.</param>
    public async Task<T> ChangeAsync<T>(Func<Instant, T> step, Func<T, bool> wakes, CancellationToken cancel)
    {
        var answer = await QuietlyAsync(step, cancel);
        if (wakes(answer))
        {
            signal.Raise();
        }

        return answer;
    }

    /// <summary>A question, or a write that wakes nobody. Trouble comes by the task, as from a database.</summary>
    public Task<T> QuietlyAsync<T>(Func<Instant, T> step, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancel);
        }

        try
        {
            lock (gate)
            {
                return Task.FromResult(step(clock.GetCurrentInstant()));
            }
        }
        catch (Exception trouble)
        {
            return Task.FromException<T>(trouble);
        }
    }
}
