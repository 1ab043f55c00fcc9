using NodaTime;

namespace RoutineScheduler.Queue;

/// <summary>The rows that people write.</summary>
internal abstract partial record RunTransition
{
    private static RunTransition OnHold(RunFacts run) => run.State switch
    {
        RunState.Pending or RunState.Recovering => new Changed(run with { State = RunState.Held, HeldFrom = run.State }),
        RunState.Held => AlreadySo,
        RunState.Running when run.HoldRequested => AlreadySo,
        RunState.Running => new Changed(run with { HoldRequested = true }),
        _ => HasEnded(run),
    };

    private static RunTransition OnRelease(RunFacts run, RunChange.Release release, Instant now) => run.State switch
    {
        RunState.Pending or RunState.Recovering => AlreadySo,
        RunState.Held => BackToWhatItWas(run with { State = run.StateBeforeHold }, release, now),
        RunState.Running when !run.HoldRequested => AlreadySo,
        RunState.Running => new Changed(run with { HoldRequested = false }),
        _ => HasEnded(run),
    };

    private static RunTransition BackToWhatItWas(RunFacts restored, RunChange.Release release, Instant now) => restored.HasExpiredBy(now) switch
    {
        false => new Changed(restored),
        true when release.BypassWindow => new Changed(restored.KeptPastItsTime(now)),
        true => Expired(restored),
    };

    private static RunTransition OnCancel(RunFacts run) => run.State switch
    {
        RunState.Pending or RunState.Recovering or RunState.Held => Ended(run, RunState.Cancelled),
        RunState.Running when run.CancelRequested => AlreadySo,
        RunState.Running => new Changed(run with { CancelRequested = true }),
        RunState.Cancelled => AlreadySo,
        _ => HasEnded(run),
    };

    private static RunTransition OnSkip(RunFacts run) => run.State switch
    {
        RunState.Pending or RunState.Recovering or RunState.Held => Ended(run, RunState.Skipped),
        RunState.Running => IsRunning(),
        RunState.Failed or RunState.Missed or RunState.Cancelled => UseAccept(run),
        RunState.Skipped => AlreadySo,
        _ => HasEnded(run),
    };

    /// <summary>Keeps the cause: why it had to be accepted.</summary>
    private static RunTransition OnAccept(RunFacts run) => run.State switch
    {
        RunState.Pending or RunState.Recovering or RunState.Held => UseSkip(run),
        RunState.Running => IsRunning(),
        RunState.Failed or RunState.Missed or RunState.Cancelled => Ended(run, RunState.Accepted, run.Cause),
        RunState.Accepted => AlreadySo,
        _ => HasEnded(run),
    };

    private static RunTransition OnStartNow(RunFacts run, RunChange.StartNow start, Instant now) => run.State switch
    {
        RunState.Pending or RunState.Recovering => new Changed(DueNow(run, start.Bypass, now)),
        RunState.Held => HeldBack(),
        RunState.Running => AlreadySo,
        RunState.Superseded => OrderIt(),
        _ => RerunIt(run),
    };

    /// <summary>What was due already keeps its place in the queue.</summary>
    private static RunFacts DueNow(RunFacts run, Bypass bypass, Instant now) =>
        (bypass.HasFlag(Bypass.Window) ? run.KeptPastItsTime(now) : run) with { DueAt = Instant.Min(run.DueAt, now) };

    private static RunTransition OnReprioritise(RunFacts run, RunChange.Reprioritise change) => run.State switch
    {
        RunState.Pending or RunState.Recovering or RunState.Held => new Changed(run with { Priority = change.Priority }),
        RunState.Running => IsRunning(),
        _ => HasEnded(run),
    };

    private static RunTransition OnRerun(RunFacts run) => run.State switch
    {
        RunState.Pending or RunState.Recovering or RunState.Held => NotEnded(run),
        RunState.Running => IsRunning(),
        RunState.Superseded => OrderIt(),
        _ => new NewRun(),
    };
}
