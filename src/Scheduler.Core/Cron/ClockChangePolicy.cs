using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>
/// What becomes of a wall-clock reading where the clocks change. A reading that a gap swallows becomes the first instant after the gap
/// under both policies; they part where a reading happens twice.
/// </summary>
public sealed class ClockChangePolicy
{
    private ClockChangePolicy(bool runsBothTimes) => RunsBothTimes = runsBothTimes;

    /// <summary>
    /// For times that somebody named (<c>30 2 * * *</c>, windows, starts of days): a reading that happens twice counts the first time.
    /// </summary>
    public static ClockChangePolicy FixedTime { get; } = new(runsBothTimes: false);

    /// <summary>For expressions that repeat (<c>*/10 * * * *</c>): a reading that happens twice counts both times.</summary>
    public static ClockChangePolicy Interval { get; } = new(runsBothTimes: true);

    public bool RunsBothTimes { get; }

    public LocalTimeMapping Map(LocalDateTime reading, DateTimeZone zone)
    {
        var local = zone.MapLocal(reading);
        return local.Count switch
        {
            0 => new LocalTimeMapping(local.LateInterval.Start, Again: null, IsGapShifted: true),
            1 => new LocalTimeMapping(local.Single().ToInstant(), Again: null, IsGapShifted: false),
            _ => new LocalTimeMapping(local.First().ToInstant(), RunsBothTimes ? local.Last().ToInstant() : null, IsGapShifted: false),
        };
    }

    public override string ToString() => RunsBothTimes ? nameof(Interval) : nameof(FixedTime);
}
