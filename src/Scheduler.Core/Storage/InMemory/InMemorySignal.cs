namespace RoutineScheduler.Storage.InMemory;

/// <summary>Counts the changes; whoever waits is woken by the next one.</summary>
internal sealed class InMemorySignal : IStoreSignal
{
    private readonly Lock gate = new();
    private TaskCompletionSource<long> next = NewSource();
    private long count;

    public async Task<long> WaitAsync(long seen, CancellationToken cancel)
    {
        Task<long> change;
        lock (gate)
        {
            if (count > seen)
            {
                return count;
            }

            change = next.Task;
        }

        return await change.WaitAsync(cancel);
    }

    public void Raise()
    {
        TaskCompletionSource<long> raised;
        long mark;
        lock (gate)
        {
            mark = ++count;
            (raised, next) = (next, NewSource());
        }

        raised.SetResult(mark);
    }

    private static TaskCompletionSource<long> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
