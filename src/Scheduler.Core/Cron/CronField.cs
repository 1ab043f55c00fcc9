namespace RoutineScheduler.Cron;

/// <summary>The fields in the order in which the standard dialect writes them.</summary>
public enum CronField
{
    Second,
    Minute,
    Hour,
    DayOfMonth,
    Month,
    DayOfWeek,
}

internal static class CronFieldNames
{
    /// <summary>As people read it, and as <c>NotInCron(day-of-month)</c> prints it.</summary>
    public static string Name(this CronField field) => field switch
    {
        CronField.DayOfMonth => "day-of-month",
        CronField.DayOfWeek => "day-of-week",
        _ => field.ToString().ToLowerInvariant(),
    };
}
