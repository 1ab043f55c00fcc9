using NodaTime;

namespace RoutineScheduler.Execution;

/// <summary>
/// Whether the store answers at all, as the heartbeat sees it, which always asks and asks for little: another duty may meet trouble of its
/// own, a row that is refused or a disk that is full. After the store was away nothing is rescued for one lease length: living nodes could
/// not renew either, and go first. A process that has just started has seen nothing, and rescues at once.
/// </summary>
internal sealed class StoreHealth(Elapsed elapsed)
{
    private readonly Lock gate = new();
    private bool isAway;
    private long beats;
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

    /// <summary>How many heartbeats were answered: whoever sees another number later knows that the store has answered in between.</summary>
    public long Beats
    {
        get
        {
            lock (gate)
            {
                return beats;
            }
        }
    }

    /// <summary>A heartbeat was not answered. True where the one before it was.</summary>
    public bool WentAway()
    {
        lock (gate)
        {
            var isNews = !isAway;
            isAway = true;
            return isNews;
        }
    }

    /// <summary>A heartbeat was answered. True where the one before it was not.</summary>
    public bool Answers()
    {
        lock (gate)
        {
            beats++;
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
