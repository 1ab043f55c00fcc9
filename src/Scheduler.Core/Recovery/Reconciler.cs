using Microsoft.Extensions.Logging;
using RoutineScheduler.Logging;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Recovery;

/// <summary>Looks for runs whose edges are not as their predecessors are. Finding one means a fault in the store's code.</summary>
internal sealed class Reconciler(IRunQueue queue, SchedulerMetrics metrics, ILogger<Reconciler> log)
{
    private const int AtMost = 1_000;

    public async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        var repaired = await queue.ReconcileAsync(AtMost, cancel);
        metrics.Repaired(repaired);
        if (repaired > 0)
        {
            log.Repaired(repaired);
        }

        return repaired;
    }
}
