using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoutineScheduler.Logging;

namespace RoutineScheduler.Hosting;

/// <summary>What may change while the host runs. A value that cannot be used is said once, and the last good one stays.</summary>
internal sealed class LiveOptions : IDisposable
{
    private readonly ILogger<LiveOptions> log;
    private readonly IDisposable? subscription;
    private readonly Lock gate = new();   // two sources may change at once
    private volatile int places;
    private string? refused;

    public LiveOptions(IOptionsMonitor<SchedulerOptions> monitor, SchedulerOptions atStart, ILogger<LiveOptions> log)
    {
        (this.log, places) = (log, atStart.Places);
        subscription = monitor.OnChange(Take);
    }

    /// <summary>Attempts at once on this node.</summary>
    public int Places => places;

    public void Dispose() => subscription?.Dispose();

    private void Take(SchedulerOptions now)
    {
        lock (gate)
        {
            var problem = now.Unreadable.Count > 0 ? string.Join(" ", now.Unreadable) : SchedulerOptionsProblems.OfPlaces(now.Places);
            if (problem is null)
            {
                places = now.Places;
            }
            else if (problem != refused)
            {
                log.ChangeRefused(problem, places);
            }

            refused = problem;
        }
    }
}
