using NodaTime;
using NodaTime.TimeZones;

namespace RoutineScheduler.Cron;

/// <summary>A time without clock changes, or what is left of it: in it readings and instants have the same order.</summary>
/// <param name="From">The first reading that still counts here.</param>
/// <param name="Inclusive">False where <paramref name="From"/> itself has been dealt with.</param>
internal sealed record OffsetStretch(ZoneInterval Interval, LocalDateTime From, bool Inclusive)
{
    /// <summary>Null where the zone knows no further change.</summary>
    public LocalDateTime? End => Interval.HasEnd ? Interval.IsoLocalEnd : null;

    public static OffsetStretch After(Instant after, DateTimeZone zone, ClockChangePolicy policy)
    {
        var interval = zone.GetZoneInterval(after);
        var rest = new OffsetStretch(interval, after.WithOffset(interval.WallOffset).LocalDateTime, Inclusive: false);
        return !policy.RunsBothTimes && interval.HasStart && zone.GetZoneInterval(interval.Start - Duration.Epsilon).IsoLocalEnd is var repeatedUntil
            && repeatedUntil > rest.From
            ? rest with { From = repeatedUntil, Inclusive = true }
            : rest;
    }

    /// <summary>The whole stretch behind <see cref="End"/>, without the readings that it repeats where they count once.</summary>
    public OffsetStretch Next(DateTimeZone zone, ClockChangePolicy policy)
    {
        var next = zone.GetZoneInterval(Interval.End);
        var from = policy.RunsBothTimes ? next.IsoLocalStart : LocalDateTime.Max(next.IsoLocalStart, Interval.IsoLocalEnd);
        return new OffsetStretch(next, from, Inclusive: true);
    }

    public Instant At(LocalDateTime reading) => reading.WithOffset(Interval.WallOffset).ToInstant();
}
