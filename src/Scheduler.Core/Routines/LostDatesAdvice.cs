using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;

namespace RoutineScheduler.Routines;

/// <summary>
/// What to say where cron picks days of the month and the day group drops some of them: which are lost next, and the shift that moves them
/// instead. Cron's picking goes over into the rule, since cron asks about the order date and would drop the shifted one.
/// </summary>
internal static class LostDatesAdvice
{
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    public static string For(Routine routine, CronSchedule cron, DayRule rule, IReadOnlyList<LocalDate> lost, PlannerSettings settings)
    {
        var dates = string.Join(", ", lost.Select(date => $"{date:uuuu-MM-dd}"));
        var calendar = rule.Calendars.Count > 0 ? rule.Calendars[0] : routine.Calendar ?? settings.DefaultCalendar;
        var fields = cron.Canonical.Split(' ');
        var (times, picked) = (string.Join(' ', fields[..^3]), Picked(fields[^3], fields[^2], fields[^1]));
        var instead = picked is null
            ? $"put the dates into the day group as shift(…, {calendar}, following)"
            : $"take the day group shift({picked}, {calendar}, following) with the cron \"{times} * * *\"";
        return $"{rule} drops dates that the cron \"{cron}\" picks, next {dates}; to move them instead of losing them {instead}";
    }

    /// <summary>The date fields as a day rule; null where they say more than one rule does.</summary>
    private static string? Picked(string dayOfMonth, string month, string dayOfWeek)
    {
        var months = month is "*" ? "" : Numbers(month) is { } named ? $" and months({named})" : null;
        var days = (dayOfMonth, dayOfWeek) switch
        {
            ("L", "*" or "?") => "last-day-of-month",
            (_, "*" or "?") when Numbers(dayOfMonth) is { } numbers => $"day-of-month({numbers})",
            ("*" or "?", _) => Nth(dayOfWeek),
            _ => null,
        };
        return months is null || days is null ? null : days + months;
    }

    /// <summary>Plain numbers with commas and ranges mean the same in a rule.</summary>
    private static string? Numbers(string field) =>
        field.Length > 0 && field.All(letter => char.IsAsciiDigit(letter) || letter is ',' or '-') ? field.Replace(",", ", ") : null;

    private static string? Nth(string dayOfWeek) => (dayOfWeek.Split('#'), dayOfWeek) switch
    {
        ([var day, [>= '1' and <= '5'] n], _) => Name(day) is { } name ? $"nth-weekday({n}, {name})" : null,
        (_, [.. var day, 'L']) => Name(day) is { } name ? $"nth-weekday(-1, {name})" : null,
        _ => null,
    };

    private static string? Name(string day) =>
        day is [>= '0' and <= '7'] ? Weekdays[day[0] - '0'].ToLowerInvariant() : Weekdays.Contains(day) ? day.ToLowerInvariant() : null;
}
