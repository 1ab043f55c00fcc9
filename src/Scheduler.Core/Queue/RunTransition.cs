using NodaTime;

namespace RoutineScheduler.Queue;

/// <summary>What a change does to a run: the rules of docs/run-states.md as one pure function.</summary>
public abstract record RunTransition
{
    private RunTransition()
    {
    }

    /// <summary>The run after the change. A flag or a due instant may be all that differs.</summary>
    public sealed record Changed(RunFacts Run) : RunTransition;

    /// <summary>Already so: nothing is written.</summary>
    public sealed record Unchanged : RunTransition;

    /// <summary>The write's token is not the run's: refused, changes nothing.</summary>
    public sealed record Stale : RunTransition;

    /// <param name="Reason">For people: what it is, and what would be right.</param>
    public sealed record Refused(string Reason) : RunTransition;

    /// <summary>This run stays as it is; a new one is made from it.</summary>
    public sealed record NewRun : RunTransition;

    public static RunTransition Decide(RunFacts run, RunChange change, Instant now) =>
        throw new NotSupportedException();
}
