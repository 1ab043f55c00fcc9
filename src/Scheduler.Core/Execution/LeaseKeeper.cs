using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>
/// Renews the leases of what this node is really executing, or has finished and not yet written, and stops the attempts that a person
/// cancelled or whose lease is gone.
/// </summary>
internal sealed class LeaseKeeper(IRunQueue queue, Places places, Elapsed elapsed, Duration leaseFor)
{
    /// <summary>
    /// How many leases were asked for and how many are gone under what still runs: the end of an attempt may be written meanwhile, and where it
    /// waits to be, the store will answer it.
    /// </summary>
    public async Task<(int Held, int Lost)> RunOnceAsync(CancellationToken cancel)
    {
        var attempts = places.InFlight;
        if (attempts.Count == 0)
        {
            return (0, 0);
        }

        var sentAt = elapsed();   // before it is sent: the lease never looks longer than it is
        var renewed = await queue.RenewAsync([.. attempts.Select(attempt => new HeldLease(attempt.Lease, attempt.Progress))], leaseFor, cancel);
        var byToken = renewed.ToDictionary(answer => answer.Lease.Token);
        var lost = 0;
        foreach (var attempt in attempts)
        {
            if (byToken.TryGetValue(attempt.Lease.Token, out var answer))
            {
                Renewed(attempt, answer, sentAt);
            }
            else if (!attempt.HasEnded)
            {
                lost++;
                attempt.Stop(StopReason.LeaseLost);
            }
        }

        return (attempts.Count, lost);
    }

    /// <summary>At two thirds of a lease without an answer its attempt is stopped: another node may soon hold it.</summary>
    public void GiveUpUnanswered()
    {
        var now = elapsed();
        foreach (var attempt in places.InFlight.Where(attempt => now - attempt.RenewedAt >= leaseFor * 2 / 3))
        {
            attempt.Stop(StopReason.LeaseLost);
        }
    }

    private static void Renewed(InFlight attempt, RenewedLease answer, Duration sentAt)
    {
        attempt.Lease = answer.Lease;
        attempt.RenewedAt = sentAt;
        if (answer.CancelRequested)
        {
            attempt.Stop(StopReason.Cancelled);
        }
    }
}
