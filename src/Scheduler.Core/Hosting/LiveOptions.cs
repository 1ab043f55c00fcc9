using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoutineScheduler.Logging;

namespace RoutineScheduler.Hosting;

/// <summary>What may change while the host runs. A value that cannot be used is said once, and the last good one stays.</summary>
internal sealed class LiveOptions(IOptionsMonitor<SchedulerOptions> monitor, SchedulerOptions atStart, ILogger<LiveOptions> log)
{
    private readonly Lock gate = new();
    private int places = atStart.Places;
    private string? refused;

    /// <summary>Attempts at once on this node.</summary>
    public int Places
    {
        get
        {
            lock (gate)
            {
                if (Problem(out var now) is not { } problem)
                {
                    (places, refused) = (now, null);
                }
                else if (problem != refused)
                {
                    refused = problem;
                    log.ChangeRefused(problem, places);
                }

                return places;
            }
        }
    }

    private string? Problem(out int now)
    {
        var options = monitor.CurrentValue;
        now = options.Places;
        return options.Unreadable.Count > 0 ? string.Join(" ", options.Unreadable) : SchedulerOptionsProblems.OfPlaces(now);
    }
}
