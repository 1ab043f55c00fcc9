using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Calendars;

/// <summary>A single date that a host closes.</summary>
public sealed record AddedHoliday(LocalDate Date, string Name, string EnglishName, string Source = "");

/// <summary>A single date that a host opens again.</summary>
/// <param name="Name">The holiday that falls away; null: all that fall on this date.</param>
public sealed record RemovedHoliday(LocalDate Date, string? Name = null);

/// <summary>What a host knows better about a calendar than the package: single dates, and how far the calendar has been published.</summary>
public sealed record CalendarOverlay
{
    /// <summary>The name of the calendar that this lies over.</summary>
    public required string Calendar { get; init; }

    public IReadOnlyList<AddedHoliday> Add { get; init; } = [];

    public IReadOnlyList<RemovedHoliday> Remove { get; init; } = [];

    /// <summary>Null leaves the calendar's; to be raised when a further year has been published.</summary>
    public int? ConfirmedThrough { get; init; }

    /// <summary>
    /// Reads an overlay from JSON: <c>{"calendar": "b3", "add": [{"date": "2026-06-12", "name": "Abertura da Copa", "englishName": "…",
    /// "source": "…"}], "remove": [{"date": "2026-12-24", "name": "Véspera de Natal"}], "confirmedThrough": 2027}</c>. All but the calendar may
    /// be left out, and so may englishName (the name), source, and the name of what is removed (all of that date).
    /// </summary>
    /// <exception cref="InvalidCalendarException">With everything that is wrong, each with its path.</exception>
    public static CalendarOverlay FromJson(string json) => OverlayJson.Read(json, file: null).Checked();

    /// <inheritdoc cref="FromJson"/>
    public static CalendarOverlay FromFile(string path) => OverlayText.OfFile(path).Checked();

    /// <summary>A new calendar of the same name.</summary>
    /// <exception cref="InvalidCalendarException">What is removed is not there, what is added is, or the result could not be a calendar.</exception>
    public BusinessCalendar ApplyTo(BusinessCalendar calendar)
    {
        var problems = ProblemsOver(calendar).ToList();
        return problems.Count == 0
            ? BusinessCalendar.Create(calendar.Dates with
            {
                ConfirmedThrough = ConfirmedThrough ?? calendar.ConfirmedThrough,
                Holidays = [.. Kept(calendar.Dates.Holidays), .. Add.Select(AsHoliday)],
            })
            : throw new InvalidCalendarException(CalendarTitle.OfOverlay(Calendar, null), problems);
    }

    private static HolidayDates AsHoliday(AddedHoliday added) =>
        new(new Holiday(added.Name, added.EnglishName, added.Source, added.Date.Year, added.Date.Year), [added.Date]);

    private IEnumerable<HolidayDates> Kept(IEnumerable<HolidayDates> holidays) =>
        from named in holidays
        let dates = named.Dates.Where(date => !Remove.Any(removed => Names(removed, named.Holiday, date))).ToList()
        where dates.Count > 0
        select named with { Dates = dates };

    private static bool Names(RemovedHoliday removed, Holiday holiday, LocalDate date) =>
        removed.Date == date && (removed.Name is null || removed.Name == holiday.Name);

    internal IEnumerable<string> ProblemsOver(BusinessCalendar calendar)
    {
        if (calendar.Name != Calendar)
        {
            yield return $"calendar: this overlay is for \"{Calendar}\", and the calendar is \"{calendar.Name}\"";
        }

        if (ConfirmedThrough < calendar.ConfirmedThrough || ConfirmedThrough > calendar.ProjectedThrough)
        {
            yield return $"confirmedThrough: {ConfirmedThrough} must lie from {calendar.ConfirmedThrough} to {calendar.ProjectedThrough}";
        }

        foreach (var problem in Add.SelectMany((added, i) => OfAdded(added, $"add[{i}]", calendar)))
        {
            yield return problem;
        }

        foreach (var problem in Remove.SelectMany((removed, i) => OfRemoved(removed, $"remove[{i}]", calendar)))
        {
            yield return problem;
        }
    }

    private IEnumerable<string> OfAdded(AddedHoliday added, string path, BusinessCalendar calendar)
    {
        foreach (var problem in CalendarProblems.OfNames(path, added.Name, added.EnglishName, added.Source))
        {
            yield return problem;
        }

        if (!calendar.Knows(added.Date))
        {
            yield return Outside($"{path}.date", added.Date, calendar);
        }
        else if (IsThere(added, calendar) || Add.Count(twin => twin.Date == added.Date && twin.Name == added.Name) > 1)
        {
            yield return $"{path}: {LocalDatePattern.Iso.Format(added.Date)} is a holiday \"{added.Name}\" already";
        }
    }

    /// <summary>By this name on this date, and not removed by the same overlay.</summary>
    private bool IsThere(AddedHoliday added, BusinessCalendar calendar) =>
        calendar.HolidaysOn(added.Date).Any(holiday =>
            holiday.Name == added.Name && !Remove.Any(removed => Names(removed, holiday, added.Date)));

    private static IEnumerable<string> OfRemoved(RemovedHoliday removed, string path, BusinessCalendar calendar)
    {
        if (!calendar.Knows(removed.Date))
        {
            yield return Outside($"{path}.date", removed.Date, calendar);
        }
        else if (!calendar.HolidaysOn(removed.Date).Any(holiday => Names(removed, holiday, removed.Date)))
        {
            yield return $"{path}: {LocalDatePattern.Iso.Format(removed.Date)} is no holiday{(removed.Name is null ? "" : $" \"{removed.Name}\"")}"
                + (calendar.HolidayNameOn(removed.Date) is { } there ? $", but {there}" : "");
        }
    }

    private static string Outside(string path, LocalDate date, BusinessCalendar calendar) =>
        $"{path}: {LocalDatePattern.Iso.Format(date)} lies outside the calendar's years, {calendar.FromYear} to {calendar.ProjectedThrough}";
}
