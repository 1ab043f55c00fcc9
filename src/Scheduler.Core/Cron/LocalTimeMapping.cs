using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>The instants of one wall-clock reading.</summary>
/// <param name="Again">The second time; null where the reading happens once, or counts once.</param>
/// <param name="IsGapShifted">The reading does not exist: <paramref name="At"/> is the first instant after the gap.</param>
public readonly record struct LocalTimeMapping(Instant At, Instant? Again, bool IsGapShifted);
