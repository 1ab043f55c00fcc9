using System.Diagnostics;
using NodaTime;

namespace RoutineScheduler.Queue;

/// <summary>What a change does to a run: the rules of docs/run-states.md as one pure function.</summary>
internal abstract partial record RunTransition
{
    private RunTransition()
    {
    }

    /// <summary>
    /// The whole run after the change. A flag or a due instant may be all that differs;
    /// a start by hand of a run that is due differs in nothing, but is recorded.
    /// </summary>
    public sealed record Changed(RunFacts Run) : RunTransition;

    /// <summary>Already so, or it does not concern a run in this state: nothing is written.</summary>
    public sealed record Unchanged : RunTransition;

    /// <summary>The write's token is not the run's: refused, changes nothing.</summary>
    public sealed record Stale : RunTransition;

    /// <param name="Code">
    /// The word of docs/run-states.md: held, leased, ended, running, use Skip, use Accept, rerun, order, not ended, expired. Never changes.
    /// </param>
    /// <param name="Reason">For people: what it is, and what would be right.</param>
    public sealed record Refused(string Code, string Reason) : RunTransition;

    /// <summary>This run stays as it is; a new one is made from it.</summary>
    public sealed record NewRun : RunTransition;

    private static readonly Unchanged AlreadySo = new();

    /// <summary>One row of the table per arm. Total: it answers for every run and every change, and never throws.</summary>
    /// <remarks>
    /// <para>Asked by the six booleans of <c>{"ask":"transition"}</c> instead of instants, the facts are these, at any <c>now</c>:
    /// Tries is <c>tries</c> − 1, because the ending attempt is counted here; Lost, the flags and HeldFrom as asked; NotInPlan and IsPolling false.
    /// StartUntil is <c>now</c> for Expire (the event says that it has come) and later otherwise.
    /// RetryUntil is <c>now</c> unless withinRetryUntil, else later than <c>now</c> + RetryAfter;
    /// PollUntil is <c>now</c> unless withinPollUntil, else later.
    /// DueAt is not later than <c>now</c>. Token is the change's where the run is Running and tokenIsCurrent, and any other where not.
    /// MaxTries is <c>of</c>, MaxLost <c>maxLost</c>. MayRetry and BypassWindow are false, Bypass is None.
    /// The cause of FinishPermanent is Permanent.</para>
    /// <para>Answered: Changed is the state, with cause (its Name) where it is Failed or was Skipped by a rule, with holdRequested or
    /// cancelRequested where the run is still Running and the flag differs, with notInPlan where it became true.
    /// Unchanged, Stale and NewRun say so; Refused gives its Code.</para>
    /// </remarks>
    public static RunTransition Decide(RunFacts run, RunChange change, Instant now) => change switch
    {
        RunChange.Claim claim => OnClaim(run, claim),
        RunChange.Finish finish => HoldsLease(run, finish.Token) ? OnFinish(run, finish, now) : new Stale(),
        RunChange.HandBack handBack => HoldsLease(run, handBack.Token) ? OnHandBack(run, now) : new Stale(),
        RunChange.Lapse lapse => OnLapse(run, lapse, now),
        RunChange.Hold => OnHold(run),
        RunChange.Release release => OnRelease(run, release, now),
        RunChange.Cancel => OnCancel(run),
        RunChange.Skip => OnSkip(run),
        RunChange.Accept => OnAccept(run),
        RunChange.StartNow start => OnStartNow(run, start, now),
        RunChange.Reprioritise reprioritise => OnReprioritise(run, reprioritise),
        RunChange.Rerun => OnRerun(run),
        RunChange.Expire expire => OnExpire(run, expire, now),
        RunChange.Overlap => OnOverlap(run),
        RunChange.NotNeeded => OnNotNeeded(run),
        RunChange.CatchUp catchUp => OnCatchUp(run, catchUp, now),
        RunChange.ReloadGone gone => OnReloadGone(run, gone),
        RunChange.ReloadMoved moved => OnReloadMoved(run, moved),
        _ => throw new UnreachableException(),
    };

    private static Changed Ended(RunFacts run, RunState state, EndCause? cause = null) =>
        new(OutOfRunning(run) with { State = state, Cause = cause, IsPolling = false });

    /// <summary>A token and what people asked of an attempt belong to Running alone.</summary>
    private static RunFacts OutOfRunning(RunFacts run) => run with { Token = null, HoldRequested = false, CancelRequested = false };
}
