using RoutineScheduler.Planning;

namespace RoutineScheduler.Queue;

/// <summary>
/// What a reload does with one routine's runs and slots of one date. The steps: same slot, same run; what is left of both pairs in time
/// order; slots that are still left are added, runs that are still left go.
/// </summary>
internal abstract record ReloadMatch
{
    private ReloadMatch()
    {
    }

    public sealed record Add(PlannedRun Planned) : ReloadMatch;

    /// <summary>A Superseded run whose slot is planned again.</summary>
    public sealed record Revive(ExistingRun Run, PlannedRun Planned) : ReloadMatch;

    /// <summary>To a free slot; id, hold and priority are kept.</summary>
    public sealed record Move(ExistingRun Run, PlannedRun Planned) : ReloadMatch;

    /// <summary>
    /// Same slot, another version, other bounds or edges (of another calendar); or the run was held while it was not in the plan, and is in it again.
    /// </summary>
    public sealed record Repin(ExistingRun Run, PlannedRun Planned) : ReloadMatch;

    /// <summary>It had started when it left the plan, and is in it again: it loses the mark and keeps what it started with.</summary>
    public sealed record InPlanAgain(ExistingRun Run, PlannedRun Planned) : ReloadMatch;

    /// <summary>It started, or a person closed it: it stands for the slot.</summary>
    public sealed record StandsFor(ExistingRun Run, PlannedRun Planned) : ReloadMatch;

    /// <summary>A slot at or before now, of a load that plans the future only: not added, not moved to.</summary>
    public sealed record TooLate(PlannedRun Planned) : ReloadMatch;

    /// <summary>Not in the plan: Superseded where it is Pending, marked NotInPlan where it is held or has started.</summary>
    public sealed record Gone(ExistingRun Run) : ReloadMatch;

    /// <param name="runs">The planned runs of one routine and date, whatever their state.</param>
    /// <param name="slots">What the plan has for them now.</param>
    /// <param name="isTooLate">Whether a slot may no longer be added or moved to; always false unless the load is for the future only.</param>
    public static IReadOnlyList<ReloadMatch> Decide(
        IReadOnlyList<ExistingRun> runs, IReadOnlyList<PlannedRun> slots, Func<PlannedRun, bool> isTooLate)
    {
        var bySlot = runs.ToDictionary(run => run.Slot);
        var (known, free) = (new List<PlannedRun>(), new List<PlannedRun>());
        foreach (var slot in slots.OrderBy(slot => slot.Slot))
        {
            (bySlot.ContainsKey(slot.Slot) ? known : free).Add(slot);
        }

        var taken = known.Select(slot => slot.Slot).ToHashSet();
        var left = runs.Where(run => !taken.Contains(run.Slot) && !run.TakesNoPart).OrderBy(run => run.Slot).ToList();
        return
        [
            .. known.Select(slot => AtSameSlot(bySlot[slot.Slot], slot, isTooLate)).OfType<ReloadMatch>(),
            .. left.Zip(free, (run, slot) => Pair(run, slot, isTooLate)),
            .. left.Skip(free.Count).Where(run => !run.Facts.State.HasEnded()).Select(run => new Gone(run)),
            .. free.Skip(left.Count).Select(slot => isTooLate(slot) ? (ReloadMatch)new TooLate(slot) : new Add(slot)),
        ];
    }

    /// <summary>Null where run and slot are as they should be.</summary>
    private static ReloadMatch? AtSameSlot(ExistingRun run, PlannedRun slot, Func<PlannedRun, bool> isTooLate) => run switch
    {
        { Facts.State: RunState.Superseded } => isTooLate(slot) ? new TooLate(slot) : new Revive(run, slot),
        { HasNotStarted: true } when !run.IsPlannedAs(slot) || run.Facts.NotInPlan => new Repin(run, slot),
        { Facts.NotInPlan: true } when !run.Facts.State.HasEnded() => new InPlanAgain(run, slot),
        _ => null,
    };

    private static ReloadMatch Pair(ExistingRun run, PlannedRun slot, Func<PlannedRun, bool> isTooLate) =>
        !run.HasNotStarted ? new StandsFor(run, slot)
        : isTooLate(slot) ? new TooLate(slot)
        : new Move(run, slot);
}
