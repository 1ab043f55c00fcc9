using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage.Conformance.Builders;

/// <summary>
/// A slot whose order date, slot and bounds fit together: order days are days in UTC, KeepPending is two days, polls end with the day.
/// </summary>
internal static class APlannedRun
{
    public const string Executor = "load";

    public static PlannedRun DueAt(
        Instant due, string routine = "prices", LocalDate? on = null, Duration? startWithin = null, params PlannedEdge[] edges)
    {
        var date = on ?? due.InUtc().Date;
        var start = date.AtMidnight().InUtc().ToInstant();
        var bounds = new RunBounds(
            WindowUntil: null, StartWithinUntil: startWithin is { } within ? due + within : null, KeepUntil: start + Duration.FromDays(2),
            RetryUntil: start + Duration.FromDays(2), PollUntil: start + Duration.FromDays(1));
        return new PlannedRun(Terms(routine), date, date, (int)(due - start).TotalSeconds, due, due, bounds, edges);
    }

    public static RunTerms Terms(string routine) =>
        new(routine, Version: 1, Executor, Priority: 50, MaxConcurrent: null, OverlapPolicy.Queue, CatchUpPolicy.All);

    public static PlannedRun With(this PlannedRun run, Func<RunTerms, RunTerms> terms) => run with { Terms = terms(run.Terms) };

    public static PlannedRun Priority(this PlannedRun run, int priority) => run.With(terms => terms with { Priority = priority });

    public static PlannedRun AtMost(this PlannedRun run, int running, OverlapPolicy overlap = OverlapPolicy.Queue) =>
        run.With(terms => terms with { MaxConcurrent = running, Overlap = overlap });

    public static PlannedRun By(this PlannedRun run, string executor) => run.With(terms => terms with { Executor = executor });

    public static PlannedRun Version(this PlannedRun run, long version) => run.With(terms => terms with { Version = version });

    public static PlannedRun CatchingUp(this PlannedRun run, CatchUpPolicy policy) => run.With(terms => terms with { CatchUp = policy });

    /// <summary>The first run may start before this only.</summary>
    public static PlannedRun WindowUntil(this PlannedRun run, Instant until) => run with { Bounds = run.Bounds with { WindowUntil = until } };
}
