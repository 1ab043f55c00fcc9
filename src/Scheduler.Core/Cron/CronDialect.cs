namespace RoutineScheduler.Cron;

/// <summary>Where a sixth field stands. Five fields mean the same in both.</summary>
public enum CronDialect
{
    /// <summary>Five fields, or six with the seconds first.</summary>
    Standard,

    /// <summary>Five fields, or six with the seconds last, as croniter has them.</summary>
    SecondsLast,
}
