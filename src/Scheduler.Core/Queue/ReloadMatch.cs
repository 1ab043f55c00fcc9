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

    /// <summary>Same slot, another version, other bounds or edges (of another calendar); or the run was held while it was not in the plan, and is in it again.</summary>
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
    public static IReadOnlyList<ReloadMatch> Decide(IReadOnlyList<ExistingRun> runs, IReadOnlyList<PlannedRun> slots, Func<PlannedRun, bool> isTooLate)
    {
        var matches = new List<ReloadMatch>();
        var bySlot = runs.ToDictionary(run => run.Slot);
        var newSlots = new Queue<PlannedRun>();
        foreach (var slot in slots.OrderBy(slot => slot.Slot))
        {
            if (bySlot.Remove(slot.Slot, out var run))
            {
                AtSameSlot(matches, run, slot, isTooLate);
            }
            else
            {
                newSlots.Enqueue(slot);
            }
        }

        foreach (var run in bySlot.Values.Where(run => !run.TakesNoPart).OrderBy(run => run.Slot))
        {
            if (newSlots.TryDequeue(out var slot))
            {
                Pair(matches, run, slot, isTooLate);
            }
            else if (!run.Facts.State.HasEnded())
            {
                matches.Add(new Gone(run));
            }
        }

        matches.AddRange(newSlots.Select(slot => isTooLate(slot) ? (ReloadMatch)new TooLate(slot) : new Add(slot)));
        return matches;
    }

    private static void AtSameSlot(List<ReloadMatch> matches, ExistingRun run, PlannedRun slot, Func<PlannedRun, bool> isTooLate)
    {
        if (run.Facts.State == RunState.Superseded)
        {
            matches.Add(isTooLate(slot) ? new TooLate(slot) : new Revive(run, slot));
        }
        else if (run.HasNotStarted && (!run.IsPlannedAs(slot) || run.Facts.NotInPlan))
        {
            matches.Add(new Repin(run, slot));
        }
        else if (run.Facts.NotInPlan && !run.Facts.State.HasEnded())
        {
            matches.Add(new InPlanAgain(run, slot));
        }
    }

    private static void Pair(List<ReloadMatch> matches, ExistingRun run, PlannedRun slot, Func<PlannedRun, bool> isTooLate)
    {
        if (!run.HasNotStarted)
        {
            matches.Add(new StandsFor(run, slot));
        }
        else if (isTooLate(slot))
        {
            matches.Add(new TooLate(slot));
        }
        else
        {
            matches.Add(new Move(run, slot));
        }
    }
}
