namespace RoutineScheduler.Cron;

/// <summary>The names that stand for a whole expression. Their times of day are fields like all others: <c>@hourly</c> is an interval.</summary>
internal static class CronMacro
{
    private static readonly Dictionary<string, string> Expansions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@every_second"] = "* * * * * *",
        ["@every_minute"] = "* * * * *",
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    public static string Names => string.Join(", ", Expansions.Keys);

    /// <summary>Null where there is no such macro; else an expression of the standard dialect.</summary>
    public static string? Expand(string name) => Expansions.GetValueOrDefault(name);
}
