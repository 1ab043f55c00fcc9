using NodaTime;

namespace RoutineScheduler.Queue;

/// <summary>What may happen to a run: one row each of the table in docs/run-states.md.</summary>
internal abstract record RunChange
{
    private RunChange()
    {
    }

    /// <summary>By a worker, of an eligible run. The token is the new lease's.</summary>
    public sealed record Claim(FencingToken Token) : RunChange;

    /// <summary>The end of an attempt, under its lease's token.</summary>
    public abstract record Finish : RunChange
    {
        private protected Finish(FencingToken token) => Token = token;

        public FencingToken Token { get; }
    }

    public sealed record FinishOk(FencingToken Token) : Finish(Token);

    /// <param name="MaxTries">The policy's tries: this attempt is counted first, then compared.</param>
    /// <param name="RetryAfter">From the store's now to the next try.</param>
    public sealed record FinishTransient(FencingToken Token, int MaxTries, Duration RetryAfter) : Finish(Token);

    /// <inheritdoc cref="FinishTransient"/>
    public sealed record FinishTimedOut(FencingToken Token, int MaxTries, Duration RetryAfter) : Finish(Token);

    public sealed record FinishNotAvailable(FencingToken Token, Duration PollEvery) : Finish(Token);

    /// <param name="Cause">Permanent, or what it brings: ParametersUnreadable, NoResult.</param>
    public sealed record FinishPermanent(FencingToken Token, EndCause Cause) : Finish(Token);

    /// <summary>
    /// The executor honoured its token because the node is stopping, the lease was lost, or a person cancelled;
    /// after a time-out the end is FinishTimedOut.
    /// </summary>
    public sealed record FinishStopped(FencingToken Token) : Finish(Token);

    /// <summary>The executor ignored its token past GraceFor.</summary>
    /// <param name="MayRetry">The routine's RetryAbandoned.</param>
    public sealed record FinishAbandoned(FencingToken Token, bool MayRetry, int MaxTries, Duration RetryAfter) : Finish(Token);

    /// <summary>The node gives the lease back unused.</summary>
    public sealed record HandBack(FencingToken Token) : RunChange;

    /// <summary>The lease is over.</summary>
    public sealed record Lapse(int MaxLost) : RunChange;

    public sealed record Hold : RunChange;

    /// <param name="BypassWindow">
    /// Past its expiry the run gets new bounds. A store that keeps window, StartWithin and KeepPending apart keeps the new StartUntil alone.
    /// </param>
    public sealed record Release(bool BypassWindow = false) : RunChange;

    public sealed record Cancel : RunChange;

    public sealed record Skip : RunChange;

    public sealed record Accept : RunChange;

    /// <summary>
    /// Due now; the window bypassed moves the bounds of a run that is past its time. Edges and concurrency are the store's to bypass.
    /// </summary>
    public sealed record StartNow(Bypass Bypass = Bypass.None) : RunChange;

    public sealed record Reprioritise : RunChange
    {
        /// <exception cref="ArgumentOutOfRangeException">The priority is not within 0–999.</exception>
        public Reprioritise(int priority) => Priority = priority is >= 0 and <= 999
            ? priority
            : throw new ArgumentOutOfRangeException(nameof(priority), priority, "A priority lies within 0–999; the smaller goes first.");

        public int Priority { get; }
    }

    /// <param name="Unmet">Everything that kept it from starting, for the cause.</param>
    public sealed record Expire(IReadOnlyList<string> Unmet) : RunChange;

    /// <summary>By the claimer: due, the routine full, its policy Skip.</summary>
    public sealed record Overlap : RunChange;

    /// <summary>Its failure edge can no longer be met.</summary>
    public sealed record NotNeeded : RunChange;

    /// <param name="Cause">Null, or Retired.</param>
    /// <param name="Why">For history: the planner's reasons, as they are printed. Null where the cause says it.</param>
    public sealed record ReloadGone(EndCause? Cause = null, string? Why = null) : RunChange;

    /// <summary>Moved to another slot, or pinned to a new version at the same one; revives a Superseded run.</summary>
    public sealed record ReloadMoved(Instant DueAt, Instant StartUntil, Instant RetryUntil, Instant PollUntil) : RunChange;

    /// <summary>By the catch-up policy after an absence: Missed, of a run that has not started.</summary>
    public sealed record CatchUp(EndCause Cause) : RunChange;

    public sealed record Rerun : RunChange;
}

/// <summary>What a start by hand does not wait for.</summary>
[Flags]
public enum Bypass
{
    None = 0,
    Due = 1,
    Window = 2,
    Edges = 4,
    Concurrency = 8,
}
