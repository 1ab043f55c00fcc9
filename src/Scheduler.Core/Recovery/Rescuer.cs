using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Logging;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Recovery;

/// <param name="AtMost">Runs per round, so that a round stays one short transaction.</param>
internal sealed record RescuerSettings(Duration LeaseFor, int MaxLost, int AtMost = 500);

/// <summary>Takes back the runs of nodes that fell silent. May run on every node at once: the store lets each rescue happen once.</summary>
internal sealed class Rescuer(IRunQueue queue, StoreHealth health, RescuerSettings settings, SchedulerMetrics metrics, ILogger<Rescuer> log)
{
    /// <returns>How many runs were taken back.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        if (!health.MayRescue(settings.LeaseFor))
        {
            return 0;
        }

        var rescued = await queue.RescueAsync(settings.MaxLost, settings.AtMost, cancel);

        // Dying here leaves each rescued run in its new state; only its log line is missing.
        metrics.Rescued(rescued.Count);
        foreach (var run in rescued)
        {
            Tell(run);
        }

        return rescued.Count;
    }

    private void Tell(RescuedRun run)
    {
        var (id, routine, date, after) = (run.Run.Value, run.Routine.Value, run.OrderDate.ToIso(), run.After);
        if (after.State == RunState.Failed)
        {
            log.PoisonRun(id, routine, date, after.Lost);
        }
        else
        {
            log.Rescued(id, routine, date, run.Node.Value, after.Lost, after.State);
        }
    }
}
