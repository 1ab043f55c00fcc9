using NodaTime;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Routines;

internal static class WallTimes
{
    /// <summary>By the wall clock, whatever the zone makes of it.</summary>
    public static Duration SinceMidnight(this WallTime time) => Duration.FromSeconds((time.Hours * 3_600) + (time.Minutes * 60) + time.Seconds);
}
