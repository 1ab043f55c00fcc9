using Microsoft.Extensions.Logging;
using RoutineScheduler.Logging;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Recovery;

/// <summary>Ends runs whose time is over: Missed without an attempt, Failed between two.</summary>
internal sealed class Expirer(IRunQueue queue, ILogger<Expirer> log)
{
    private const int AtMost = 500;

    /// <returns>How many runs ended.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        var all = 0;
        int ended;
        do
        {
            var expired = await queue.ExpireAsync(AtMost, cancel);
            foreach (var run in expired)
            {
                log.Expired(run.Run.Value, run.Routine.Value, run.OrderDate.ToIso(), run.After.State, run.After.Cause?.ToString() ?? "");
            }

            ended = expired.Count;
            all += ended;
        }
        while (ended == AtMost);

        return all;
    }
}
