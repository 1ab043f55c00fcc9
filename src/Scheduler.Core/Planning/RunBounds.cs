using NodaTime;

namespace RoutineScheduler.Planning;

/// <summary>The instants between which a run may start, retry and poll: set when it is made, kept in its row.</summary>
/// <param name="WindowUntil">The window's until; null where there is none, or it no longer holds because the run is late.</param>
/// <param name="StartWithinUntil">
/// Due + StartWithin; null where the routine sets none. Never moved: that is how a run says that late is useless.
/// </param>
/// <param name="KeepUntil">The start of the date after the KeepPending-th business day.</param>
/// <param name="RetryUntil">No retry is due at or after this.</param>
/// <param name="PollUntil">The last poll; never later than <paramref name="RetryUntil"/>.</param>
internal readonly record struct RunBounds(Instant? WindowUntil, Instant? StartWithinUntil, Instant KeepUntil, Instant RetryUntil, Instant PollUntil)
{
    /// <summary>The first attempt starts before this, or the run is Missed: the earliest of its three bounds.</summary>
    public Instant StartUntil
    {
        get
        {
            var until = WindowUntil is { } window ? Instant.Min(window, KeepUntil) : KeepUntil;
            return StartWithinUntil is { } within ? Instant.Min(within, until) : until;
        }
    }

    /// <summary>Of a run that is made or kept <paramref name="late"/> after its time: ordered by hand, rerun, included or caught up.</summary>
    public RunBounds Late(Duration late) => late <= Duration.Zero
        ? this with { WindowUntil = null }
        : new(null, StartWithinUntil, KeepUntil + late, RetryUntil + late, PollUntil + late);
}
