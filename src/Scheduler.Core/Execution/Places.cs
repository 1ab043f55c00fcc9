using System.Collections.Concurrent;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Execution;

/// <summary>
/// The attempts of this node. A place is taken from the claim until the end is written and the executor has returned: an abandoned
/// executor keeps its place, since it may still be writing.
/// </summary>
internal sealed class Places
{
    private readonly ConcurrentDictionary<FencingToken, InFlight> inFlight = new();
    private int taken;
    private int outlived;

    public int Taken => Volatile.Read(ref taken);

    /// <summary>Nothing runs and nothing waits to be written, but for abandoned executors that have not returned.</summary>
    public bool AreIdle => Volatile.Read(ref outlived) >= Taken;

    /// <summary>Whose leases are to be renewed.</summary>
    public IReadOnlyCollection<InFlight> InFlight => [.. inFlight.Values];

    public int FreeOf(int places) => Math.Max(0, places - Taken);

    public void Take(InFlight attempt)
    {
        Interlocked.Increment(ref taken);
        inFlight[attempt.Run.Lease.Token] = attempt;
    }

    /// <summary>Its end is written, or will be by someone else: the lease is not renewed any more.</summary>
    public void Forget(InFlight attempt) => inFlight.TryRemove(attempt.Run.Lease.Token, out _);

    /// <summary>The end is written, and the executor still runs.</summary>
    public void Outlive() => Interlocked.Increment(ref outlived);

    public void Free(bool outlived)
    {
        Interlocked.Decrement(ref taken);
        if (outlived)
        {
            Interlocked.Decrement(ref this.outlived);
        }
    }
}
