using NodaTime;
using RoutineScheduler.Planning;

namespace RoutineScheduler.Queue;

/// <summary>A planned run's bounds, moved where it is made or kept after its time.</summary>
internal static class LateBounds
{
    /// <summary>Null where the run is in time.</summary>
    public static Duration? By(Instant plannedAt, Instant now) => plannedAt < now ? now - plannedAt : null;

    public static RunBounds LateBy(this RunBounds planned, Duration? late) => late is { } by ? planned.Late(by) : planned;
}
