using NodaTime;
using RoutineScheduler.Planning;

namespace RoutineScheduler.Queue;

/// <summary>A run's facts when it is made, and when it is kept after its time.</summary>
internal static class FirstFacts
{
    public static RunFacts Of(RunTerms terms, Instant dueAt, RunBounds bounds) => new()
    {
        State = RunState.Pending,
        Priority = terms.Priority,
        DueAt = dueAt,
        StartUntil = bounds.StartUntil,
        RetryUntil = bounds.RetryUntil,
        PollUntil = bounds.PollUntil,
    };

    /// <summary>Of a run that an absence has made late and its policy keeps. A bound that a person has set still later stays.</summary>
    public static RunFacts KeptLate(RunFacts run, RunBounds bounds) => run with
    {
        StartUntil = Instant.Max(run.StartUntil, bounds.StartUntil),
        RetryUntil = Instant.Max(run.RetryUntil, bounds.RetryUntil),
        PollUntil = Instant.Max(run.PollUntil, bounds.PollUntil),
    };
}
