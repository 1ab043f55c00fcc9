using System.Diagnostics.Metrics;
using RoutineScheduler.Journal;

namespace RoutineScheduler.Logging;

/// <summary>Counters under the meter "RoutineScheduler". Names are public API.</summary>
internal sealed class SchedulerMetrics
{
    public const string MeterName = "RoutineScheduler";

    private readonly Counter<long> attempts;
    private readonly Counter<long> repaired;
    private readonly Counter<long> rescued;
    private readonly Counter<long> notLogged;
    private readonly Histogram<double> startDelay;

    /// <param name="meters">Null where the host has none: a meter of our own.</param>
    public SchedulerMetrics(IMeterFactory? meters)
    {
        var meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        attempts = meter.CreateCounter<long>("scheduler.attempts", description: "Attempts that ended, by how");
        rescued = meter.CreateCounter<long>("scheduler.rescued", description: "Runs taken back because their lease was over");
        repaired = meter.CreateCounter<long>("scheduler.repaired", description: "Runs that the reconciler had to repair: 0 unless there is a fault");
        notLogged = meter.CreateCounter<long>("scheduler.not_logged", description: "Log lines that a logging provider of the host threw at");
        startDelay = meter.CreateHistogram<double>("scheduler.start_delay", "s", "From due to claimed");
    }

    public void AttemptEnded(AttemptEnd end) => attempts.Add(1, new KeyValuePair<string, object?>("end", end.ToString()));

    public void Rescued(int runs) => rescued.Add(runs);

    public void Repaired(int runs) => repaired.Add(runs);

    public void NotLogged() => notLogged.Add(1);

    public void Claimed(double secondsLate) => startDelay.Record(secondsLate);
}
