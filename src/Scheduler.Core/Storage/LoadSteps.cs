using System.Diagnostics;
using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>From a match to what is written.</summary>
internal sealed class LoadSteps(DayLoad load, Instant now)
{
    /// <summary>The routine has runs on the date, but none at this slot.</summary>
    private const string SlotNotPlanned = "SlotNotPlanned";

    private readonly Lazy<Dictionary<RoutineKey, DecidedAgainst>> against = new(() => load.Against
        .SelectMany(decided => decided.Routines, (decided, routine) => (routine, decided)).DistinctBy(it => it.routine).ToDictionary());

    /// <summary>Null where nothing is to be done or told.</summary>
    public LoadStep? Of(ReloadMatch match, RoutineKey routine) => match switch
    {
        ReloadMatch.Add it => Add(it.Planned),
        ReloadMatch.Revive it => Move(LoadChangeKind.Revived, PlannedAnew(it.Run), it.Planned, NewlyLate(it.Planned)),
        ReloadMatch.Move it => Move(LoadChangeKind.Moved, it.Run, it.Planned, NewlyLate(it.Planned)),
        ReloadMatch.Repin it => Move(LoadChangeKind.Repinned, it.Run, it.Planned, it.Run.LateBy),
        ReloadMatch.InPlanAgain it => Move(LoadChangeKind.InPlanAgain, it.Run, it.Planned, it.Run.LateBy),
        ReloadMatch.StandsFor it => Move(LoadChangeKind.AlreadyRan, it.Run, it.Planned, it.Run.LateBy)
            ?? new LoadStep(LoadChangeKind.AlreadyRan, routine, it.Run, it.Planned, null, null, null),
        ReloadMatch.TooLate it => new LoadStep(LoadChangeKind.TooLate, routine, null, it.Planned, null, null, null),
        ReloadMatch.Gone it => Go(it.Run, routine),
        _ => throw new UnreachableException(),
    };

    private LoadStep Add(PlannedRun planned)
    {
        var late = NewlyLate(planned);
        var facts = FirstFacts.Of(planned.Terms, planned.DueAt, planned.Bounds.LateBy(late));
        return new LoadStep(LoadChangeKind.Added, planned.Terms.Routine, null, planned, facts, null, late);
    }

    private LoadStep? Move(LoadChangeKind kind, ExistingRun run, PlannedRun planned, Duration? late)
    {
        var bounds = planned.Bounds.LateBy(late);
        var moved = new RunChange.ReloadMoved(planned.DueAt, bounds.StartUntil, bounds.RetryUntil, bounds.PollUntil);
        var change = AsAPersonLeftIt(moved, run);
        return RunTransition.Decide(run.Facts, change, now) is RunTransition.Changed changed
            ? new LoadStep(kind, planned.Terms.Routine, run, planned, changed.Run, change, late)
            : null;
    }

    /// <summary>What a person did to it went with the plan that it was done in.</summary>
    private static ExistingRun PlannedAnew(ExistingRun run) => run with { Bypass = Bypass.None };

    /// <summary>Whom a person started, or let past its window, a reload does not send back to wait for either.</summary>
    private static RunChange.ReloadMoved AsAPersonLeftIt(RunChange.ReloadMoved moved, ExistingRun run)
    {
        var due = run.Bypass.HasFlag(Bypass.Due) ? moved with { DueAt = Instant.Min(moved.DueAt, run.Facts.DueAt) } : moved;
        return !run.Bypass.HasFlag(Bypass.Window) ? due : due with
        {
            StartUntil = Instant.Max(due.StartUntil, run.Facts.StartUntil),
            RetryUntil = Instant.Max(due.RetryUntil, run.Facts.RetryUntil),
            PollUntil = Instant.Max(due.PollUntil, run.Facts.PollUntil),
        };
    }

    private LoadStep? Go(ExistingRun run, RoutineKey routine)
    {
        var change = load.Retired.Contains(routine) ? new RunChange.ReloadGone(EndCause.Retired) : new RunChange.ReloadGone(Why: WhyNot(routine));
        return RunTransition.Decide(run.Facts, change, now) is RunTransition.Changed changed
            ? new LoadStep(KindOf(changed.Run), routine, run, null, changed.Run, change, run.LateBy)
            : null;
    }

    private string WhyNot(RoutineKey routine) =>
        against.Value.TryGetValue(routine, out var decided) ? string.Join("; ", decided.Reasons) : SlotNotPlanned;

    private static LoadChangeKind KindOf(RunFacts after) =>
        after.State == RunState.Superseded ? LoadChangeKind.Superseded : LoadChangeKind.MarkedNotInPlan;

    private Duration? NewlyLate(PlannedRun planned) =>
        load.IncludesEarlier ? LateBounds.By(planned.PlannedAt, now) : null;
}
