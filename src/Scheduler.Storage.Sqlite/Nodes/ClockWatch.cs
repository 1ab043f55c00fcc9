using NodaTime;

namespace RoutineScheduler.Storage.Sqlite.Nodes;

/// <summary>
/// Compares the wall clock with one that only counts. A jump of more than half a lease (the machine slept, or its clock was set) looks as if
/// every lease had lapsed, that of the living too: for one lease length time ends no lease, so that they renew first. So it does after a step
/// had to wait long for the file's lock: whoever wanted to renew has waited as long, and stands behind it.
/// </summary>
/// <param name="elapsed">Of a monotonic clock; null where the wall clock is virtual and jumps on purpose.</param>
internal sealed class ClockWatch(IClock clock, Func<Duration>? elapsed)
{
    private static readonly Duration UsualLease = Duration.FromSeconds(30);

    private readonly Lock gate = new();
    private Duration lease = UsualLease;
    private Duration? lastOffset;
    private Duration quietUntil = Duration.Zero;

    /// <summary>Of what nodes ask for.</summary>
    public void LeasesLast(Duration leaseFor)
    {
        lock (gate)
        {
            lease = leaseFor;
        }
    }

    /// <summary>Where a wait begins, for <see cref="HasWaitedLong"/>.</summary>
    public Duration? Mark() => elapsed?.Invoke();

    /// <summary>Whether more than a third of a lease has gone since: so often leases are renewed.</summary>
    public bool HasWaitedLong(Duration? since)
    {
        if (elapsed is null || since is not { } began)
        {
            return false;
        }

        lock (gate)
        {
            var counted = elapsed();
            var isLong = counted - began > lease / 3;
            quietUntil = isLong ? counted + lease : quietUntil;
            return isLong;
        }
    }

    /// <summary>Whether the clock has jumped, or a step has waited long, within the last lease length.</summary>
    public bool HasJumped()
    {
        if (elapsed is null)
        {
            return false;
        }

        lock (gate)
        {
            var counted = elapsed();
            var offset = clock.GetCurrentInstant() - Instant.FromUnixTimeTicks(0) - counted;
            if (lastOffset is { } last && Abs(offset - last) > lease / 2)
            {
                quietUntil = counted + lease;
            }

            lastOffset = offset;
            return counted < quietUntil;
        }
    }

    private static Duration Abs(Duration duration) => duration < Duration.Zero ? -duration : duration;
}
