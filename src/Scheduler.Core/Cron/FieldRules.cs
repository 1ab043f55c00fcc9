namespace RoutineScheduler.Cron;

/// <summary>What one field may contain.</summary>
/// <param name="Names">Three letters each; the index is the number that the name stands for. Empty where the field has numbers only.</param>
internal sealed record FieldRules(CronField Field, int First, int Last, string[] Names)
{
    private static readonly FieldRules[] All =
    [
        new(CronField.Second, 0, 59, []),
        new(CronField.Minute, 0, 59, []),
        new(CronField.Hour, 0, 23, []),
        new(CronField.DayOfMonth, 1, 31, []),
        new(CronField.Month, 1, 12, ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
        new(CronField.DayOfWeek, 0, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]),
    ];

    public string Values => Field switch
    {
        CronField.Month => "1-12 or JAN-DEC",
        CronField.DayOfWeek => "0-7 (0 and 7 are Sunday) or SUN-SAT",
        _ => $"{First}-{Last}",
    };

    public string Steps => $"a step of 1-{Last}";

    /// <summary>What may stand at the beginning of the field.</summary>
    public string Anything => Field switch
    {
        CronField.DayOfMonth => $"{Values}, *, ?, a list (1,15), a range (1-5), a step (*/5), L, L-3, LW or 15W",
        CronField.DayOfWeek => $"{Values}, *, ?, a list (1,3), a range (1-5), a step (*/2), 5L or FRI#2",
        _ => $"{Values}, *, ?, a list (1,3), a range (1-5) or a step (*/5)",
    };

    public static FieldRules Of(CronField field) => All[(int)field];
}
