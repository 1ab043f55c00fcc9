using RoutineScheduler.Queue;

namespace RoutineScheduler.Prerequisites;

/// <summary>A run of a predecessor's date, as an edge to that routine and date finds it in the store.</summary>
/// <param name="Root">Itself, or what the rerun goes back to.</param>
/// <param name="IsOrder">Whether the root was ordered by hand.</param>
internal sealed record MemberRun(RunId Id, RunId Root, bool IsOrder, RunState State, EndCause? Cause);

/// <summary>Which roots an edge is stored to. Asked in the transaction that makes the run, and again by reloads.</summary>
internal static class EdgeMembers
{
    /// <summary>The predecessor's planned runs of that date; where none is planned, those ordered by hand.</summary>
    /// <param name="runs">All runs of the predecessor's date, reruns included.</param>
    /// <returns>Roots, ascending.</returns>
    public static IReadOnlyList<RunId> Resolve(IEnumerable<MemberRun> runs)
    {
        var newest = runs.GroupBy(run => run.Root).Select(family => family.MaxBy(run => run.Id.Value)!);
        var candidates = newest.Where(run => new EdgeMember(run.Root, run.State, run.Cause).IsPlanned).OrderBy(run => run.Root.Value).ToList();
        var planned = candidates.Where(run => !run.IsOrder).ToList();
        return [.. (planned.Count > 0 ? planned : candidates).Select(run => run.Root)];
    }
}
