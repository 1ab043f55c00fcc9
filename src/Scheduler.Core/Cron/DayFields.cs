namespace RoutineScheduler.Cron;

/// <summary>What holds when day-of-month and day-of-week are both restricted, that is anything but <c>*</c> or <c>?</c>.</summary>
public enum DayFields
{
    /// <summary>One of them is enough: the rule of Unix, and of croniter.</summary>
    Either,

    /// <summary>Both must match: the rule of Cronos.</summary>
    Both,
}
