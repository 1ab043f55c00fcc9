using NodaTime;

namespace RoutineScheduler.Queue;

/// <summary>What the state machine reads of a run, and what it writes. All bounds were set when the run was made.</summary>
internal sealed record RunFacts
{
    private static readonly Duration KeptAtLeastFor = Duration.FromDays(1);

    public required RunState State { get; init; }

    /// <summary>What Release restores: Pending or Recovering. Means nothing unless the run is Held.</summary>
    public RunState HeldFrom { get; init; }

    /// <summary>A person asked for a hold while it was running.</summary>
    public bool HoldRequested { get; init; }

    public bool CancelRequested { get; init; }

    /// <summary>A reload no longer planned it, but it could not be superseded.</summary>
    public bool NotInPlan { get; init; }

    /// <summary>
    /// Its next attempt, or the one that is running, asks again after NotAvailableYet. Between polls nothing expires: the last poll decides.
    /// Kept through claim, loss and hand-back, so that a last poll that was lost is still one.
    /// </summary>
    public bool IsPolling { get; init; }

    /// <summary>Attempts so far that count against the policy's tries.</summary>
    public int Tries { get; init; }

    /// <summary>How many attempts ended because their lease lapsed.</summary>
    public int Lost { get; init; }

    /// <summary>0–999; the smaller goes first.</summary>
    public int Priority { get; init; } = 50;

    public required Instant DueAt { get; init; }

    /// <summary>The first attempt starts before this, or the run is Missed.</summary>
    public required Instant StartUntil { get; init; }

    /// <summary>No retry is due at or after this.</summary>
    public required Instant RetryUntil { get; init; }

    /// <summary>The last poll is due at this.</summary>
    public required Instant PollUntil { get; init; }

    /// <summary>Of the current lease; null unless the run is Running.</summary>
    public FencingToken? Token { get; init; }

    /// <summary>Null while nothing needs saying.</summary>
    public EndCause? Cause { get; init; }

    /// <summary>The one instant that claim and expiry ask about. Null where nothing expires: Held, Running, ended, between polls.</summary>
    public Instant? ExpiresAt => State switch
    {
        RunState.Pending => StartUntil,
        RunState.Recovering when !IsPolling => RetryUntil,
        _ => null,
    };

    /// <summary>HeldFrom, and Pending where that says something impossible.</summary>
    internal RunState StateBeforeHold => HeldFrom == RunState.Recovering ? RunState.Recovering : RunState.Pending;

    /// <summary>As <see cref="ExpiresAt"/>; of a held run, that which holds once it is released.</summary>
    internal Instant? ReleasedExpiresAt => State == RunState.Held ? (this with { State = StateBeforeHold }).ExpiresAt : ExpiresAt;

    internal bool HasExpiredBy(Instant now) => ExpiresAt <= now;

    /// <summary>
    /// Where a person bypasses the window: every bound lies as long after now as it lay after the due instant. A run that was past its bound when
    /// it came to be due (lost or handed back late) has no such stretch and is kept for <see cref="KeptAtLeastFor"/>.
    /// </summary>
    internal RunFacts KeptPastItsTime(Instant now)
    {
        var kept = DueAt < now ? BoundsMovedBy(now - DueAt) : this;
        return kept.HasExpiredBy(now) ? kept.BoundsMovedBy(now.PlusAtMost(KeptAtLeastFor) - kept.ExpiresAt!.Value) : kept;
    }

    internal RunFacts BoundsMovedBy(Duration time) => this with
    {
        StartUntil = StartUntil.PlusAtMost(time),
        RetryUntil = RetryUntil.PlusAtMost(time),
        PollUntil = PollUntil.PlusAtMost(time),
    };
}
