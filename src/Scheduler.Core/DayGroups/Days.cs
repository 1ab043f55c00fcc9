using NodaTime;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.DayGroups;

/// <summary>Day rules in code: <c>Days.BusinessDays("b3").And(Days.Months(1, 2, 3))</c> is "business-days(b3) and months(jan-mar)".</summary>
public static class Days
{
    public static DayRule EveryDay { get; } = new EveryDay();

    /// <summary>Saturdays and Sundays, whatever a calendar takes for its weekend.</summary>
    public static DayRule Weekends { get; } = new Weekends();

    public static DayRule LastDayOfMonth { get; } = new LastDayOfMonth();

    public static DayRule BusinessDays(string calendar) => new OnBusinessDays(CalendarName.Checked(calendar));

    /// <summary>Holidays on weekends too.</summary>
    public static DayRule Holidays(string calendar) => new OnHolidays(CalendarName.Checked(calendar));

    public static DayRule Weekdays(params IReadOnlyCollection<IsoDayOfWeek> days) =>
        new Weekdays(NamedNumbers.Of(Some([.. days.Select(day => (int)day)], 7, nameof(days)), NumberNames.Weekdays));

    /// <param name="months">1 for January.</param>
    public static DayRule Months(params IReadOnlyCollection<int> months) =>
        new Months(NamedNumbers.Of(Some(months, 12, nameof(months)), NumberNames.Months));

    /// <summary>A month that has no such day has no such date.</summary>
    public static DayRule DayOfMonth(params IReadOnlyCollection<int> days) =>
        new DayOfMonth(NamedNumbers.Of(Some(days, 31, nameof(days)), NumberNames.None));

    public static DayRule Dates(params IReadOnlyCollection<LocalDate> dates) =>
        dates.Count > 0 ? new ListedDates([.. dates.Distinct().Order()]) : throw new ArgumentException("Name at least one date.", nameof(dates));

    /// <param name="n">1 to 5, or from the month's end -1 to -5.</param>
    public static DayRule NthWeekday(int n, IsoDayOfWeek day) => new NthWeekday(Ordinal(n, 5, nameof(n)), Known(day));

    /// <param name="n">1 to 31, or from the month's end -1 to -31; a month that has fewer business days has no such date.</param>
    public static DayRule BusinessDayOfMonth(string calendar, int n) =>
        new BusinessDayOfMonth(CalendarName.Checked(calendar), Ordinal(n, 31, nameof(n)));

    /// <summary>Of the month.</summary>
    public static DayRule LastBusinessDay(string calendar) => new LastBusinessDay(CalendarName.Checked(calendar));

    public static DayRule Not(DayRule rule) => rule.Not();

    internal static int Within(int n, int most, string name) =>
        n >= -most && n <= most ? n : throw new ArgumentOutOfRangeException(name, n, $"From -{most} to {most}.");

    private static int Ordinal(int n, int most, string name) =>
        n != 0 && n >= -most && n <= most ? n : throw new ArgumentOutOfRangeException(name, n, $"From 1 to {most}, or from the end -1 to -{most}.");

    private static IsoDayOfWeek Known(IsoDayOfWeek day) => (IsoDayOfWeek)Some([(int)day], 7, nameof(day)).Single();

    private static IReadOnlyCollection<int> Some(IReadOnlyCollection<int> numbers, int most, string name)
    {
        var wrong = numbers.Where(n => n < 1 || n > most).ToList();
        return numbers.Count == 0
            ? throw new ArgumentException("Name at least one.", name)
            : wrong.Count == 0 ? numbers : throw new ArgumentOutOfRangeException(name, string.Join(", ", wrong), $"From 1 to {most}.");
    }
}
