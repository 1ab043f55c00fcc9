using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.DayGroups;

/// <summary>A rule that looks at nothing but the date.</summary>
internal abstract record DateRule : DayRule
{
    internal abstract bool Includes(LocalDate date);

    internal sealed override Verdicts Over(DateSpan span, CalendarSet calendars) => Verdicts.Each(span, date => Verdict.Of(Includes(date)));

    internal sealed override IEnumerable<string> CalendarsNamed() => [];
}

internal sealed record EveryDay : DateRule
{
    internal override bool Includes(LocalDate date) => true;

    internal override string Text() => "every-day";
}

internal sealed record Weekends : DateRule
{
    internal override bool Includes(LocalDate date) => date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;

    internal override string Text() => "weekends";
}

internal sealed record Weekdays(NamedNumbers Days) : DateRule
{
    internal override bool Includes(LocalDate date) => Days.Contains((int)date.DayOfWeek);

    internal override string Text() => $"weekdays({Days})";
}

internal sealed record Months(NamedNumbers Numbers) : DateRule
{
    internal override bool Includes(LocalDate date) => Numbers.Contains(date.Month);

    internal override string Text() => $"months({Numbers})";
}

internal sealed record DayOfMonth(NamedNumbers Days) : DateRule
{
    internal override bool Includes(LocalDate date) => Days.Contains(date.Day);

    internal override string Text() => $"day-of-month({Days})";
}

internal sealed record LastDayOfMonth : DateRule
{
    internal override bool Includes(LocalDate date) => date.Day == date.Calendar.GetDaysInMonth(date.Year, date.Month);

    internal override string Text() => "last-day-of-month";
}

/// <param name="N">From the month's end where negative.</param>
internal sealed record NthWeekday(int N, IsoDayOfWeek Day) : DateRule
{
    internal override bool Includes(LocalDate date) => date.DayOfWeek == Day && N == (N > 0
        ? ((date.Day - 1) / 7) + 1
        : -((date.Calendar.GetDaysInMonth(date.Year, date.Month) - date.Day) / 7) - 1);

    internal override string Text() => $"nth-weekday({N}, {NamedNumbers.Weekdays[(int)Day - 1]})";
}

/// <summary>Sorted and without twins, so that equal lists are equal rules.</summary>
internal sealed record ListedDates(IReadOnlyList<LocalDate> Sorted) : DateRule
{
    private readonly HashSet<LocalDate> set = [.. Sorted];

    public bool Equals(ListedDates? other) => other is not null && Sorted.SequenceEqual(other.Sorted);

    public override int GetHashCode() => Sorted.Aggregate(17, HashCode.Combine);

    internal override bool Includes(LocalDate date) => set.Contains(date);

    internal override string Text() => $"dates({string.Join(", ", Sorted.Select(LocalDatePattern.Iso.Format))})";
}
