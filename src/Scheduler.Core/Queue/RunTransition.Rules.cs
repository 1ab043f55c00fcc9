using NodaTime;

namespace RoutineScheduler.Queue;

/// <summary>The rows that the scheduler's own rules write: expiry, overlap, failure edges, catching up, reloads.</summary>
internal abstract partial record RunTransition
{
    private static RunTransition OnExpire(RunFacts run, RunChange.Expire expire, Instant now) => run.State switch
    {
        _ when !run.HasExpiredBy(now) => AlreadySo,
        RunState.Pending => Ended(run, RunState.Missed, EndCause.Expired(expire.Unmet)),
        _ => Ended(run, RunState.Failed, EndCause.RetryWindowClosed),
    };

    private static RunTransition OnOverlap(RunFacts run) =>
        run.State == RunState.Pending ? Ended(run, RunState.Skipped, EndCause.Overlap) : AlreadySo;

    private static RunTransition OnNotNeeded(RunFacts run) =>
        run.State is RunState.Pending or RunState.Held ? Ended(run, RunState.Skipped, EndCause.NotNeeded) : AlreadySo;

    private static RunTransition OnCatchUp(RunFacts run, RunChange.CatchUp catchUp, Instant now) =>
        run.State == RunState.Pending && run.DueAt <= now ? Ended(run, RunState.Missed, catchUp.Cause) : AlreadySo;

    private static RunTransition OnReloadGone(RunFacts run, RunChange.ReloadGone gone) => run.State switch
    {
        RunState.Pending => Ended(run, RunState.Superseded, gone.Cause),
        RunState.Recovering or RunState.Held or RunState.Running when !run.NotInPlan => new Changed(run with { NotInPlan = true }),
        _ => AlreadySo,
    };

    private static RunTransition OnReloadMoved(RunFacts run, RunChange.ReloadMoved moved) => run.State switch
    {
        RunState.Pending => new Changed(Moved(run, moved)),
        RunState.Held when run.StateBeforeHold == RunState.Pending => new Changed(Moved(run, moved)),
        RunState.Superseded => new Changed(Moved(run, moved) with { State = RunState.Pending, Cause = null }),
        // It has started and keeps what it started with; but it is in the plan again.
        RunState.Recovering or RunState.Held or RunState.Running when run.NotInPlan => new Changed(run with { NotInPlan = false }),
        _ => AlreadySo,
    };

    private static RunFacts Moved(RunFacts run, RunChange.ReloadMoved to) => run with
    {
        DueAt = to.DueAt,
        StartUntil = to.StartUntil,
        RetryUntil = to.RetryUntil,
        PollUntil = to.PollUntil,
        NotInPlan = false,
    };
}
