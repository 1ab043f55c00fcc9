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
        var candidates = runs.GroupBy(run => run.Root).OrderBy(family => family.Key.Value)
            .Select(family => (Member: StandingFor(family), family.First().IsOrder))
            .Where(candidate => candidate.Member.IsPlanned).ToList();
        var planned = candidates.Where(candidate => !candidate.IsOrder).ToList();
        return [.. (planned.Count > 0 ? planned : candidates).Select(candidate => candidate.Member.Root)];
    }

    /// <summary>
    /// Whether others may be members after this change: catching up gives a run up, a person accepts one that was given up, or a rule skips a rerun,
    /// so that an older run stands for the root again. Whoever waits for the routine and date is to be resolved again. Loads see to their own.
    /// </summary>
    public static bool MayChange(bool isRerun, RunFacts before, RunFacts after) =>
        IsGivenUp(before) != IsGivenUp(after) || (isRerun && after is { State: RunState.Skipped, Cause: not null });

    private static bool IsGivenUp(RunFacts run) => run is { State: RunState.Missed, Cause.IsOfCatchUp: true };

    /// <summary>What an edge asks of a root: how <see cref="NewestOf"/> it stands.</summary>
    public static EdgeMember StandingFor(IEnumerable<MemberRun> family)
    {
        var newest = NewestOf(family);
        return new EdgeMember(newest.Root, newest.State, newest.Cause);
    }

    /// <summary>
    /// Who stands for a root: the newest of itself and its reruns. A rerun that a rule skipped never came to anything, and stands for nobody.
    /// </summary>
    /// <param name="family">A root and its reruns; never empty.</param>
    public static MemberRun NewestOf(IEnumerable<MemberRun> family) =>
        family.Where(run => run.Id == run.Root || run.State != RunState.Skipped || run.Cause is null).MaxBy(run => run.Id.Value)!;
}
