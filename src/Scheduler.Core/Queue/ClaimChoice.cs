using RoutineScheduler.Routines;

namespace RoutineScheduler.Queue;

/// <summary>What a claim does with a due run, as far as its routine's concurrency goes.</summary>
internal enum ClaimChoice
{
    Take = 0,

    /// <summary>The routine is full: the run stays as it is, and the claim looks at the next.</summary>
    PassOver = 1,

    /// <summary>The routine is full, and its policy is to do without: Skipped(Overlap).</summary>
    SkipForOverlap = 2,
}

internal static class ClaimChoices
{
    /// <summary>How many runs one claim ends as Skipped(Overlap), so that no backlog holds up the queue; the next claim ends the rest.</summary>
    public const int MostOverlaps = 500;

    /// <param name="maxConcurrent">Of the run's pinned version; null: no limit.</param>
    /// <param name="running">How many runs of the routine are Running, those that this claim has taken included.</param>
    /// <param name="skipped">How many runs of any routine this claim has skipped already.</param>
    public static ClaimChoice Decide(
        RunState state, int? maxConcurrent, OverlapPolicy overlap, Bypass bypass, int running, int skipped) => maxConcurrent switch
    {
        null => ClaimChoice.Take,
        _ when bypass.HasFlag(Bypass.Concurrency) || running < maxConcurrent => ClaimChoice.Take,
        _ when overlap == OverlapPolicy.Skip && state == RunState.Pending && skipped < MostOverlaps => ClaimChoice.SkipForOverlap,
        _ => ClaimChoice.PassOver,
    };

    /// <summary>What the claim index holds: edges keep a run from its first attempt only.</summary>
    public static bool IsClaimable(RunFacts run, int unmetEdges, Bypass bypass) => run.State switch
    {
        RunState.Pending => unmetEdges == 0 || bypass.HasFlag(Bypass.Edges),
        RunState.Recovering => true,
        _ => false,
    };

    /// <summary>No attempt yet, and not ended: its edges are still asked, and a reload may move it.</summary>
    public static bool HasNotStarted(this RunFacts run) =>
        run.State == RunState.Pending || (run.State == RunState.Held && run.StateBeforeHold == RunState.Pending);
}
