using NodaTime;
using RoutineScheduler.Planning;

namespace RoutineScheduler.Queue;

/// <summary>A planned run that is there already, as a reload of its date sees it.</summary>
/// <param name="Slot">Unique among the planned runs of its routine and date.</param>
/// <param name="Version">The pinned one.</param>
internal sealed record ExistingRun(RunId Id, int Slot, long Version, RunFacts Facts)
{
    /// <summary>How late it was when it was made or kept, and so how far its bounds were moved; null where it was in time.</summary>
    public Duration? LateBy { get; init; }

    /// <summary>What a person said that the run does not wait for.</summary>
    public Bypass Bypass { get; init; }

    /// <summary>As planned, before any lateness; null where nobody asks for it.</summary>
    public RunBounds? Bounds { get; init; }

    /// <summary>As planned, in the order of their numbers; null where nobody asks for them.</summary>
    public IReadOnlyList<PlannedEdge>? Edges { get; init; }

    /// <summary>Free to be moved: no attempt yet, nothing closed it.</summary>
    public bool HasNotStarted => Facts.HasNotStarted();

    /// <summary>A version says everything but what calendars make of it.</summary>
    public bool IsPlannedAs(PlannedRun slot) =>
        Version == slot.Terms.Version && (Bounds is null || Bounds == slot.Bounds) && Edges?.SequenceEqual(slot.Edges) != false;

    /// <summary>Missed, Superseded and what a rule skipped: they neither move nor stand for another slot.</summary>
    public bool TakesNoPart => Facts.State is RunState.Missed or RunState.Superseded || (Facts.State == RunState.Skipped && Facts.Cause is not null);
}
