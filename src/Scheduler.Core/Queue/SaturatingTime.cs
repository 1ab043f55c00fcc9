using NodaTime;

namespace RoutineScheduler.Queue;

/// <summary>Addition that ends at the first or last instant instead of failing: a delay may come from a policy that grows without end.</summary>
internal static class SaturatingTime
{
    public static Instant PlusAtMost(this Instant instant, Duration duration) => duration switch
    {
        _ when duration >= Instant.MaxValue - instant => Instant.MaxValue,
        _ when duration <= Instant.MinValue - instant => Instant.MinValue,
        _ => instant + duration,
    };
}
