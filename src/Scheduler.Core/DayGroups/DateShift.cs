using NodaTime;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.DayGroups;

/// <summary>Where a date goes that is no business day.</summary>
public enum DateShift
{
    /// <summary>Nowhere: it is dropped.</summary>
    None,

    /// <summary>To the next business day.</summary>
    Following,

    /// <summary>To the business day before.</summary>
    Preceding,

    /// <summary>To the next business day, unless that lies in another month: then to the one before.</summary>
    ModifiedFollowing,

    /// <summary>To the business day before, unless that lies in another month: then to the next one.</summary>
    ModifiedPreceding,
}

internal static class DateShifts
{
    /// <summary>As rules write them, by the value's number.</summary>
    public static readonly IReadOnlyList<string> Words = ["none", "following", "preceding", "modified-following", "modified-preceding"];

    public static string Word(this DateShift shift) => Words[(int)shift];

    /// <summary>
    /// Null where the date is dropped, or leaves the calendar's years. They end with a month: leaving them is leaving the month too.
    /// </summary>
    public static LocalDate? Move(this DateShift shift, LocalDate date, BusinessCalendar calendar) =>
        calendar.IsBusinessDay(date)
            ? date
            : shift switch
            {
                DateShift.None => null,
                DateShift.Following => calendar.TryAdd(date, 1),
                DateShift.Preceding => calendar.TryAdd(date, -1),
                DateShift.ModifiedFollowing => InMonth(calendar.TryAdd(date, 1), date) ?? calendar.TryAdd(date, -1),
                DateShift.ModifiedPreceding => InMonth(calendar.TryAdd(date, -1), date) ?? calendar.TryAdd(date, 1),
                _ => throw new ArgumentOutOfRangeException(nameof(shift), shift, "There is no such shift."),
            };

    private static LocalDate? InMonth(LocalDate? moved, LocalDate date) => moved?.ToYearMonth() == date.ToYearMonth() ? moved : null;
}
