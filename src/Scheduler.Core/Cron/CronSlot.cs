using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>One instant at which an expression fires within an order day.</summary>
/// <param name="FromStart">Elapsed since the start of the order day.</param>
/// <param name="Reading">What the wall clock shows at the instant.</param>
/// <param name="Origins">The readings that the expression named and that became this instant, ascending; more than one only after a gap.</param>
public sealed record CronSlot(Instant At, Duration FromStart, LocalDateTime Reading, IReadOnlyList<LocalDateTime> Origins)
{
    /// <summary>The slot's number: whole seconds elapsed since the start of the order day.</summary>
    public long Seconds => (long)FromStart.TotalSeconds;

    public bool IsGapShifted => Origins[0] != Reading;

    /// <summary>The origins that a gap swallowed; empty where there was none.</summary>
    public IEnumerable<LocalDateTime> Swallowed => Origins.Where(origin => origin != Reading);
}
