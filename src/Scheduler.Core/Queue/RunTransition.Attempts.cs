using System.Diagnostics;
using NodaTime;

namespace RoutineScheduler.Queue;

/// <summary>The rows that an attempt writes: its claim, and every way out of Running.</summary>
internal abstract partial record RunTransition
{
    private static bool HoldsLease(RunFacts run, FencingToken token) => run.State == RunState.Running && run.Token == token;

    private static RunTransition OnClaim(RunFacts run, RunChange.Claim claim) => run.State switch
    {
        RunState.Pending or RunState.Recovering =>
            new Changed(run with { State = RunState.Running, Token = claim.Token, Cause = null }),
        RunState.Held => HeldBack(),
        RunState.Running => Leased(),
        _ => HasEnded(run),
    };

    private static RunTransition OnFinish(RunFacts run, RunChange.Finish finish, Instant now) => finish switch
    {
        RunChange.FinishOk => Succeed(Tried(run)),
        RunChange.FinishTransient it => CancelledOr(Tried(run), tried => Retry(tried, it.MaxTries, it.RetryAfter, now)),
        RunChange.FinishTimedOut it => CancelledOr(Tried(run), tried => Retry(tried, it.MaxTries, it.RetryAfter, now)),
        RunChange.FinishNotAvailable it => CancelledOr(run, polled => Poll(polled, it.PollEvery, now)),
        RunChange.FinishPermanent it => CancelledOr(Tried(run), tried => Ended(tried, RunState.Failed, it.Cause)),
        RunChange.FinishStopped => OnHandBack(run, now),
        RunChange.FinishAbandoned { MayRetry: true } it when !run.CancelRequested => Retry(Tried(run), it.MaxTries, it.RetryAfter, now),
        RunChange.FinishAbandoned => Ended(Tried(run), RunState.Failed, EndCause.Abandoned),
        _ => throw new UnreachableException(),
    };

    private static RunTransition OnHandBack(RunFacts run, Instant now) =>
        CancelledOr(run, handedBack => Again(handedBack, now, handedBack.IsPolling, now));

    private static RunTransition OnLapse(RunFacts run, RunChange.Lapse lapse, Instant now)
    {
        if (run.State != RunState.Running)
        {
            return AlreadySo;
        }

        return CancelledOr(run with { Lost = run.Lost + 1 }, lost => lost.Lost > lapse.MaxLost
            ? Ended(lost, RunState.Failed, EndCause.PoisonRun)
            : Again(lost, now, lost.IsPolling, now));
    }

    private static RunFacts Tried(RunFacts run) => run with { Tries = run.Tries + 1 };

    private static Changed CancelledOr(RunFacts run, Func<RunFacts, Changed> otherwise) =>
        run.CancelRequested ? Ended(run, RunState.Cancelled) : otherwise(run);

    private static Changed Succeed(RunFacts run) =>
        Ended(run, RunState.Succeeded, run.CancelRequested ? EndCause.DoneBeforeCancel : null);

    private static Changed Retry(RunFacts run, int maxTries, Duration retryAfter, Instant now)
    {
        var dueAt = now.PlusAtMost(retryAfter);
        return run switch
        {
            _ when run.Tries >= maxTries => Ended(run, RunState.Failed, EndCause.TriesExhausted),
            _ when dueAt >= run.RetryUntil => Ended(run, RunState.Failed, EndCause.RetryWindowClosed),
            _ => Again(run, dueAt, isPoll: false, now),
        };
    }

    private static Changed Poll(RunFacts run, Duration pollEvery, Instant now) => now < run.PollUntil
        ? Again(run, Instant.Min(now.PlusAtMost(pollEvery), run.PollUntil), isPoll: true, now)
        : Ended(run, RunState.Failed, EndCause.NotAvailable);

    /// <summary>A hold takes the place of the next attempt. It then waits for a person, not for the delay: released, it is due.</summary>
    private static Changed Again(RunFacts run, Instant dueAt, bool isPoll, Instant now) => new(run.HoldRequested
        ? OutOfRunning(run) with { State = RunState.Held, HeldFrom = RunState.Recovering, DueAt = now, IsPolling = isPoll }
        : OutOfRunning(run) with { State = RunState.Recovering, DueAt = dueAt, IsPolling = isPoll });
}
