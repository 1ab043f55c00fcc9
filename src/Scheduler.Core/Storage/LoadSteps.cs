using System.Diagnostics;
using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>From a match to what is written.</summary>
internal static class LoadSteps
{
    /// <summary>Null where nothing is to be done or told.</summary>
    public static LoadStep? Of(ReloadMatch match, DayLoad load, RoutineKey routine, Instant now) => match switch
    {
        ReloadMatch.Add it => Add(it.Planned, load, now),
        ReloadMatch.Revive it => Move(LoadChangeKind.Revived, PlannedAnew(it.Run), it.Planned, NewlyLate(it.Planned, load, now), now),
        ReloadMatch.Move it => Move(LoadChangeKind.Moved, it.Run, it.Planned, NewlyLate(it.Planned, load, now), now),
        ReloadMatch.Repin it => Move(LoadChangeKind.Repinned, it.Run, it.Planned, it.Run.LateBy, now),
        ReloadMatch.InPlanAgain it => Move(LoadChangeKind.InPlanAgain, it.Run, it.Planned, it.Run.LateBy, now),
        ReloadMatch.StandsFor it => Move(LoadChangeKind.AlreadyRan, it.Run, it.Planned, it.Run.LateBy, now)
            ?? new LoadStep(LoadChangeKind.AlreadyRan, routine, it.Run, it.Planned, null, null, null),
        ReloadMatch.TooLate it => new LoadStep(LoadChangeKind.TooLate, routine, null, it.Planned, null, null, null),
        ReloadMatch.Gone it => Go(it.Run, load.Retired.Contains(routine) ? EndCause.Retired : null, routine, now),
        _ => throw new UnreachableException(),
    };

    private static LoadStep Add(PlannedRun planned, DayLoad load, Instant now)
    {
        var late = NewlyLate(planned, load, now);
        var facts = FirstFacts.Of(planned.Terms, planned.DueAt, planned.Bounds.LateBy(late));
        return new LoadStep(LoadChangeKind.Added, planned.Terms.Routine, null, planned, facts, null, late);
    }

    private static LoadStep? Move(LoadChangeKind kind, ExistingRun run, PlannedRun planned, Duration? late, Instant now)
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

    private static LoadStep? Go(ExistingRun run, EndCause? cause, RoutineKey routine, Instant now)
    {
        var change = new RunChange.ReloadGone(cause);
        return RunTransition.Decide(run.Facts, change, now) is RunTransition.Changed changed
            ? new LoadStep(KindOf(changed.Run), routine, run, null, changed.Run, change, run.LateBy)
            : null;
    }

    private static LoadChangeKind KindOf(RunFacts after) =>
        after.State == RunState.Superseded ? LoadChangeKind.Superseded : LoadChangeKind.MarkedNotInPlan;

    private static Duration? NewlyLate(PlannedRun planned, DayLoad load, Instant now) =>
        load.IncludesEarlier ? LateBounds.By(planned.PlannedAt, now) : null;
}
