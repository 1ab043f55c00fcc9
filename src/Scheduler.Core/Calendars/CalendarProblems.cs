using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Calendars;

/// <summary>What keeps dates from being a calendar, with the paths that a file of them has.</summary>
internal static class CalendarProblems
{
    private const int MostYears = 1_000;

    /// <summary>One less than dates have, so that the day after a calendar's last is a date too.</summary>
    public const int LastYear = 9998;

    public static IEnumerable<string> Of(CalendarDates dates) =>
    [
        .. OfName(dates.Name),
        .. OfWeekend(dates.Weekend),
        .. OfYears(dates),
        .. NamedDays.Of(dates).SelectMany(named => OfNamed(named, dates)),
        .. OfTwins(dates.HalfDays),
    ];

    public static IEnumerable<string> OfName(string name) =>
        CalendarName.IsWellFormed(name) ? [] : [$"name: \"{name}\" cannot be one: {CalendarName.Form}, as in \"b3\""];

    private static IEnumerable<string> OfWeekend(IReadOnlyList<IsoDayOfWeek> weekend)
    {
        if (weekend.Any(day => day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday))
        {
            yield return "weekend: only days from Monday to Sunday can be in it";
        }

        if (weekend.Distinct().Count() >= 7)
        {
            yield return "weekend: a week needs at least one day outside of it";
        }
    }

    private static IEnumerable<string> OfYears(CalendarDates dates)
    {
        if (dates.FromYear is < 1 or > LastYear)
        {
            yield return $"fromYear: {dates.FromYear} is no year from 1 to {LastYear}";
        }

        if (dates.ConfirmedThrough < dates.FromYear)
        {
            yield return $"confirmedThrough: {dates.ConfirmedThrough} lies before fromYear, {dates.FromYear}";
        }

        if (dates.ProjectedThrough < dates.ConfirmedThrough)
        {
            yield return $"projectedThrough: {dates.ProjectedThrough} lies before confirmedThrough, {dates.ConfirmedThrough}";
        }

        if (dates.ProjectedThrough > LastYear || (long)dates.ProjectedThrough - dates.FromYear >= MostYears)
        {
            yield return $"projectedThrough: {dates.ProjectedThrough} is too late; a calendar has at most {MostYears} years and ends by {LastYear}";
        }
    }

    private static IEnumerable<string> OfNamed(NamedDays named, CalendarDates calendar) =>
        OfNames(named.Path, named.Name, named.EnglishName, named.Source).Concat(OfDates(named, calendar));

    public static IEnumerable<string> OfNames(string path, string name, string englishName, string source)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            yield return $"{path}.name: must not be empty";
        }

        if (string.IsNullOrWhiteSpace(englishName))
        {
            yield return $"{path}.englishName: must not be empty";
        }

        foreach (var (property, text) in new[] { ("name", name), ("englishName", englishName), ("source", source) })
        {
            if (text.Any(char.IsControl) && (property != "englishName" || text != name))   // left out, it is the name
            {
                yield return $"{path}.{property}: has a control character, which no name in a report can have";
            }
        }
    }

    private static IEnumerable<string> OfDates(NamedDays named, CalendarDates calendar)
    {
        if (named.Dates.Count == 0)
        {
            yield return $"{named.Path}.dates: at least one date is needed";
        }

        var seen = new HashSet<LocalDate>();
        foreach (var (i, date) in named.Dates.Index())
        {
            var at = $"{named.Path}.dates[{i}]: {LocalDatePattern.Iso.Format(date)}";
            if (Misplaced(date, named, calendar) is { } where)
            {
                yield return $"{at} lies {where}";
            }

            if (!seen.Add(date))
            {
                yield return $"{at} stands there twice";
            }
        }
    }

    private static string? Misplaced(LocalDate date, NamedDays named, CalendarDates calendar) =>
        date.Year < calendar.FromYear ? $"before the calendar's first year, {calendar.FromYear}"
        : date.Year > calendar.ProjectedThrough ? $"after the calendar's last year, {calendar.ProjectedThrough}"
        : date.Year < named.FromYear || date.Year > named.ToYear
            ? $"outside the years in which \"{named.Name}\" holds"
                + (named.FromYear is { } from ? $", from {from}" : "")
                + (named.ToYear is { } to ? $", to {to}" : "")
        : null;

    private static IEnumerable<string> OfTwins(IReadOnlyList<HalfDayDates> halfDays) =>
        from named in halfDays.SelectMany((named, i) => named.Dates.Distinct().Select(date => (date, i)))
        group named.i by named.date into same
        where same.Count() > 1
        select $"halfDays[{same.Last()}].dates: {LocalDatePattern.Iso.Format(same.Key)} is a half day already, by halfDays[{same.First()}]";

    /// <summary>A holiday or a half day, with its path in the file.</summary>
    private readonly record struct NamedDays(
        string Path, string Name, string EnglishName, string Source, int? FromYear, int? ToYear, IReadOnlyList<LocalDate> Dates)
    {
        public static IEnumerable<NamedDays> Of(CalendarDates dates) =>
        [
            .. dates.Holidays.Select((of, i) => new NamedDays(
                $"holidays[{i}]", of.Holiday.Name, of.Holiday.EnglishName, of.Holiday.Source, of.Holiday.FromYear, of.Holiday.ToYear, of.Dates)),
            .. dates.HalfDays.Select((of, i) => new NamedDays(
                $"halfDays[{i}]", of.HalfDay.Name, of.HalfDay.EnglishName, of.HalfDay.Source, of.HalfDay.FromYear, of.HalfDay.ToYear, of.Dates)),
        ];
    }
}
