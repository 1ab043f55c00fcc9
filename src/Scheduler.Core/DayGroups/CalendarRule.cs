using NodaTime;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.DayGroups;

/// <summary>A rule that asks one calendar about the date itself.</summary>
internal abstract record CalendarRule(string Calendar) : DayRule
{
    internal abstract bool Includes(LocalDate date, BusinessCalendar calendar);

    internal sealed override Verdicts Over(DateSpan span, CalendarSet calendars)
    {
        var calendar = calendars.Get(Calendar);
        return Verdicts.Each(span, date => calendar.Knows(date)
            ? Verdict.Of(Includes(date, calendar), date, calendar)
            : Verdict.Undecided(date, calendar));
    }

    internal sealed override IEnumerable<string> CalendarsNamed() => [Calendar];
}

internal sealed record OnHolidays(string Calendar) : CalendarRule(Calendar)
{
    internal override bool Includes(LocalDate date, BusinessCalendar calendar) => calendar.HolidaysOn(date).Count > 0;

    internal override string Text() => $"holidays({Calendar})";
}

internal sealed record OnBusinessDays(string Calendar) : CalendarRule(Calendar)
{
    internal override bool Includes(LocalDate date, BusinessCalendar calendar) => calendar.IsBusinessDay(date);

    internal override string Text() => $"business-days({Calendar})";

    internal override IEnumerable<string> BusinessDaysNamed(bool negated) => negated ? [] : [Calendar];
}

/// <param name="N">From the month's end where negative. A month with fewer business days has no such date.</param>
internal sealed record BusinessDayOfMonth(string Calendar, int N) : CalendarRule(Calendar)
{
    internal override bool Includes(LocalDate date, BusinessCalendar calendar) =>
        calendar.IsBusinessDay(date) && calendar.NthBusinessDayOfMonth(date.ToYearMonth(), N) == date;

    internal override string Text() => $"business-day-of-month({Calendar}, {N})";

    internal override IEnumerable<string> BusinessDaysNamed(bool negated) => negated ? [] : [Calendar];
}

internal sealed record LastBusinessDay(string Calendar) : CalendarRule(Calendar)
{
    internal override bool Includes(LocalDate date, BusinessCalendar calendar) => calendar.LastBusinessDayOfMonth(date.ToYearMonth()) == date;

    internal override string Text() => $"last-business-day({Calendar})";

    internal override IEnumerable<string> BusinessDaysNamed(bool negated) => negated ? [] : [Calendar];
}
