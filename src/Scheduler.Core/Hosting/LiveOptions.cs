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
        try
        {
            now = monitor.CurrentValue.Places;
            return SchedulerOptionsProblems.OfPlaces(now);
        }
        catch (InvalidOperationException wrong)
        {
            now = 0;
            return wrong.Message;   // the binder's: it names key and value
        }
    }
}
