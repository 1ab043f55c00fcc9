using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Calendars;

/// <summary>
/// Which dates are business days, and why the others are not. Immutable; every question costs the same near and far, and one that leads
/// outside the calendar's years is a <see cref="CalendarEndsException"/>, never a guess.
/// </summary>
public sealed class BusinessCalendar
{
    private readonly Dictionary<LocalDate, Holiday[]> holidays;
    private readonly Dictionary<LocalDate, HalfDay> halfDays;
    private readonly BusinessDayTable table;
    private readonly Lazy<string> hash;

    private BusinessCalendar(CalendarDates dates, BusinessDayTable? counted = null)
    {
        Dates = dates;
        First = new LocalDate(dates.FromYear, 1, 1);
        Last = new LocalDate(dates.ProjectedThrough, 12, 31);
        holidays = (from named in dates.Holidays
                    from date in named.Dates
                    group named.Holiday by date).ToDictionary(on => on.Key, on => on.ToArray());
        halfDays = (from named in dates.HalfDays
                    from date in named.Dates
                    select (date, named.HalfDay)).ToDictionary();
        table = counted ?? BusinessDayTable.Of(Expanded());
        hash = new Lazy<string>(() => CalendarJson.Hash(CalendarJson.Write(Dates)));
    }

    public string Name => Dates.Name;

    public int FromYear => Dates.FromYear;

    public int ConfirmedThrough => Dates.ConfirmedThrough;

    public int ProjectedThrough => Dates.ProjectedThrough;

    /// <summary>The calendar written out; <see cref="Create"/> makes the same calendar of it.</summary>
    public CalendarDates Dates { get; }

    /// <summary>SHA-256 of <see cref="ToJson"/>, in lower-case hex: equal for calendars that answer alike.</summary>
    public string Hash => hash.Value;

    internal LocalDate First { get; }

    internal LocalDate Last { get; }

    /// <exception cref="InvalidCalendarException">With everything that is wrong.</exception>
    public static BusinessCalendar Create(CalendarDates dates)
    {
        var problems = CalendarProblems.Of(dates).ToList();
        return problems.Count == 0
            ? new BusinessCalendar(Normal(dates))
            : throw new InvalidCalendarException(CalendarTitle.Of(dates.Name, null), problems) { Name = dates.Name };
    }

    /// <summary>
    /// Reads a calendar from JSON: <c>{"name": "nyse", "weekend": ["sat", "sun"], "fromYear": 2020, "confirmedThrough": 2027,
    /// "projectedThrough": 2030, "holidays": [{"name": "Natal", "englishName": "Christmas Day", "source": "NYSE rule 7.2", "fromYear": 1871,
    /// "toYear": 2030, "dates": ["2026-12-25"]}], "halfDays": [{"name": "…", "opens": "13:00", "dates": […]}]}</c>. May be left out: weekend
    /// (Saturday and Sunday), projectedThrough (the confirmed year), englishName (the name), source, fromYear and toYear of a holiday, halfDays.
    /// </summary>
    /// <exception cref="InvalidCalendarException">With everything that is wrong, each with its path.</exception>
    public static BusinessCalendar FromJson(string json) => new(Normal(CalendarJson.Read(json, file: null)));

    /// <inheritdoc cref="FromJson"/>
    public static BusinessCalendar FromFile(string path)
    {
        var file = Path.GetFullPath(path);
        return new(Normal(CalendarJson.Read(CalendarText.Read(path, CalendarTitle.Of("", file)), file)));
    }

    /// <summary>Canonical: one text per calendar, with all its dates; <see cref="FromJson"/> reads it back.</summary>
    public string ToJson() => CalendarJson.Write(Dates);

    public bool IsBusinessDay(LocalDate date) => table.IsBusinessDay(DayOf(date));

    /// <summary>False: what is said of this date has been published.</summary>
    public bool IsProjected(LocalDate date) => DayOf(date) >= 0 && date.Year > ConfirmedThrough;

    /// <summary>None, one or several; a date of the weekend may be a holiday too.</summary>
    public IReadOnlyList<Holiday> HolidaysOn(LocalDate date) => DayOf(date) >= 0 && holidays.TryGetValue(date, out var found) ? found : [];

    /// <summary>The Portuguese names on this date, joined by "; "; null where it is no holiday.</summary>
    public string? HolidayNameOn(LocalDate date) =>
        HolidaysOn(date) is { Count: > 0 } found ? string.Join("; ", found.Select(holiday => holiday.Name)) : null;

    /// <summary>Null where the date is closed, or open all day.</summary>
    public HalfDay? HalfDayOn(LocalDate date) => IsBusinessDay(date) ? halfDays.GetValueOrDefault(date) : null;

    public bool IsWeekend(LocalDate date) => Dates.Weekend.Contains(date.DayOfWeek);

    /// <summary>The first business day after the date.</summary>
    public LocalDate NextBusinessDay(LocalDate date) => AddBusinessDays(date, 1);

    /// <summary>The last business day before the date.</summary>
    public LocalDate PreviousBusinessDay(LocalDate date) => AddBusinessDays(date, -1);

    /// <summary>The nth business day after the date (before it, where n is negative), which need not be one itself.</summary>
    /// <exception cref="ArgumentException">n is 0 and the date is no business day: there is no such day to give.</exception>
    public LocalDate AddBusinessDays(LocalDate date, int n)
    {
        _ = DayOf(date);
        if (n == 0 && !IsBusinessDay(date))
        {
            throw new ArgumentException(
                $"{LocalDatePattern.Iso.Format(date)} is no business day of \"{Name}\"{(HolidayNameOn(date) is { } name ? $" ({name})" : "")}: "
                + "0 business days from it leads nowhere; 1 gives the next one, -1 the one before.", nameof(n));
        }

        return TryAdd(date, n) ?? throw new CalendarEndsException(
            Name, date, FromYear, ProjectedThrough, $"{n} business days from {LocalDatePattern.Iso.Format(date)} lead outside.");
    }

    /// <summary>Business days in [<paramref name="from"/>, <paramref name="to"/>): the end is not counted.</summary>
    public int CountBusinessDays(LocalDate from, LocalDate to)
    {
        if (to < from)
        {
            throw new ArgumentException(
                $"{LocalDatePattern.Iso.Format(to)} lies before {LocalDatePattern.Iso.Format(from)}: count from the earlier date to the later one.",
                nameof(to));
        }

        return table.CountBefore(EndOf(to)) - table.CountBefore(EndOf(from));
    }

    /// <summary>The nth business day of the month, from its end where n is negative; null where the month has fewer.</summary>
    public LocalDate? NthBusinessDayOfMonth(YearMonth month, int n)
    {
        if (n == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(n), n, "A month has no 0th business day: 1 is its first, -1 its last.");
        }

        var first = table.CountBefore(DayOf(month.OnDayOfMonth(1)));
        var end = table.CountBefore(DayOf(month.ToDateInterval().End) + 1);
        var ordinal = n > 0 ? (long)first + n - 1 : (long)end + n;
        return ordinal >= first && ordinal < end && table.DayAt(ordinal) is { } day ? First.PlusDays(day) : null;
    }

    /// <summary>Null where the whole month is closed.</summary>
    public LocalDate? LastBusinessDayOfMonth(YearMonth month) => NthBusinessDayOfMonth(month, -1);

    public override string ToString() => $"{Name} {FromYear}–{ProjectedThrough}";

    /// <summary>Within the calendar's years.</summary>
    internal bool Knows(LocalDate date) => date >= First && date <= Last;

    /// <summary>
    /// As <see cref="AddBusinessDays"/>, but null where that would lead outside, or nowhere. The days next to the calendar's ends may be asked from.
    /// </summary>
    internal LocalDate? TryAdd(LocalDate date, int n)
    {
        var day = Period.DaysBetween(First, date);
        if (n == 0)
        {
            return Knows(date) && table.IsBusinessDay(day) ? date : null;
        }

        var length = Period.DaysBetween(First, Last) + 1;
        var ordinal = n > 0
            ? (long)table.CountBefore(Math.Clamp(day + 1, 0, length)) + n - 1
            : (long)table.CountBefore(Math.Clamp(day, 0, length)) + n;
        return table.DayAt(ordinal) is { } found ? First.PlusDays(found) : null;
    }

    internal BusinessCalendar ReadThrough(Func<IReadOnlyList<int>, IReadOnlyList<int>> list) => new(Dates, table.ReadThrough(list));

    private int DayOf(LocalDate date) =>
        Knows(date) ? Period.DaysBetween(First, date) : throw new CalendarEndsException(Name, date, FromYear, ProjectedThrough);

    /// <summary>The day after the last may end a count.</summary>
    private int EndOf(LocalDate date) => date == Last.PlusDays(1) ? DayOf(Last) + 1 : DayOf(date);

    /// <summary>By index, not by date: a command line waits for this at each start.</summary>
    private bool[] Expanded()
    {
        var isOpen = Enumerable.Range(0, 7).Select(day => !Dates.Weekend.Contains(First.PlusDays(day).DayOfWeek)).ToArray();
        var isBusinessDay = new bool[Period.DaysBetween(First, Last) + 1];
        for (var day = 0; day < isBusinessDay.Length; day++)
        {
            isBusinessDay[day] = isOpen[day % 7];
        }

        foreach (var date in holidays.Keys)
        {
            isBusinessDay[Period.DaysBetween(First, date)] = false;
        }

        return isBusinessDay;
    }

    /// <summary>Sorted where order has no meaning, so that calendars that answer alike are written alike.</summary>
    private static CalendarDates Normal(CalendarDates dates) => dates with
    {
        Weekend = [.. dates.Weekend.Distinct().Order()],
        Holidays = [.. dates.Holidays.Select(named => named with { Dates = [.. named.Dates.Order()] })],
        HalfDays = [.. dates.HalfDays.Select(named => named with { Dates = [.. named.Dates.Order()] })],
    };
}
