namespace RoutineScheduler.Routines;

/// <summary>The properties of definitions, in the order in which they are written.</summary>
internal static class RoutineJsonNames
{
    public static readonly string[] All =
    [
        "key", "name", "folder", "type", "cron", "dialect", "dayFields", "every", "dayGroup", "from", "until", "zone", "calendar", "validFrom",
        "validTo",
        "activeFrom", "executor", "parameters", "priority", "maxConcurrent", "overlap", "retry", "timeOut", "graceFor", "startWithin", "keepPending",
        "retryUntil", "pollEvery", "pollUntil", "catchUp", "retryAbandoned", "after",
    ];

    public static readonly string[] Retry = ["tries", "delay", "growth", "maxDelay", "jitter"];

    public static readonly string[] Edge = ["routine", "date", "requires", "ifNotPlanned"];

    public static readonly string[] Settings = ["zone", "startOfDay", "defaultCalendar", "dayFields", "maxRunsPerDate"];
}
