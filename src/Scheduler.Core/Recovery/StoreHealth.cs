using NodaTime;
using RoutineScheduler.Execution;

namespace RoutineScheduler.Recovery;

/// <summary>
/// Whether the store answered lately, as all duties of this process see it. After it was away nothing is rescued for one lease length:
/// living nodes could not renew either, and go first. A process that has just started has seen nothing, and rescues at once.
/// </summary>
internal sealed class StoreHealth(Elapsed elapsed) : IStoreHealth
{
    private readonly Lock gate = new();
    private bool isAway;
    private Duration? cameBackAt;

    public bool IsAway
    {
        get
        {
            lock (gate)
            {
                return isAway;
            }
        }
    }

    public bool WentAway()
    {
        lock (gate)
        {
            var isNews = !isAway;
            isAway = true;
            return isNews;
        }
    }

    public bool Answers()
    {
        lock (gate)
        {
            if (!isAway)
            {
                return false;
            }

            isAway = false;
            cameBackAt = elapsed();
            return true;
        }
    }

    public bool MayRescue(Duration leaseFor)
    {
        lock (gate)
        {
            return !isAway && (cameBackAt is not { } back || elapsed() - back >= leaseFor);
        }
    }
}
