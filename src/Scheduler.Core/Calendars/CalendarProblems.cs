using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Calendars;

/// <summary>What keeps dates from being a calendar, with the paths that a file of them has.</summary>
internal static class CalendarProblems
{
    private const int MostYears = 1_000;

    /// <summary>One less than dates have, so that the day after a calendar's last is a date too.</summary>
    private const int LastYear = 9998;

    public static IEnumerable<string> Of(CalendarDates dates) =>
    [
        .. OfName(dates.Name),
        .. OfWeekend(dates.Weekend),
        .. OfYears(dates),
        .. dates.Holidays.SelectMany((named, i) => OfNamed(
            $"holidays[{i}]", named.Holiday.Name, named.Holiday.EnglishName, named.Holiday.FromYear, named.Holiday.ToYear, named.Dates, dates)),
        .. dates.HalfDays.SelectMany((named, i) => OfNamed(
            $"halfDays[{i}]", named.HalfDay.Name, named.HalfDay.EnglishName, named.HalfDay.FromYear, named.HalfDay.ToYear, named.Dates, dates)),
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

    private static IEnumerable<string> OfNamed(
        string path, string name, string englishName, int? fromYear, int? toYear, IReadOnlyList<LocalDate> on, CalendarDates calendar)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            yield return $"{path}.name: must not be empty";
        }

        if (string.IsNullOrWhiteSpace(englishName))
        {
            yield return $"{path}.englishName: must not be empty";
        }

        if (on.Count == 0)
        {
            yield return $"{path}.dates: at least one date is needed";
        }

        var seen = new HashSet<LocalDate>();
        for (var i = 0; i < on.Count; i++)
        {
            if (on[i].Year < calendar.FromYear || on[i].Year > calendar.ProjectedThrough)
            {
                yield return $"{At(i)} lies outside the calendar's years, {calendar.FromYear} to {calendar.ProjectedThrough}";
            }
            else if (on[i].Year < fromYear || on[i].Year > toYear)
            {
                yield return $"{At(i)} lies outside the years in which \"{name}\" holds"
                    + (fromYear is null ? "" : $", from {fromYear}")
                    + (toYear is null ? "" : $", to {toYear}");
            }

            if (!seen.Add(on[i]))
            {
                yield return $"{At(i)} stands there twice";
            }
        }

        string At(int i) => $"{path}.dates[{i}]: {LocalDatePattern.Iso.Format(on[i])}";
    }

    private static IEnumerable<string> OfTwins(IReadOnlyList<HalfDayDates> halfDays) =>
        from named in halfDays.SelectMany((named, i) => named.Dates.Distinct().Select(date => (date, i)))
        group named.i by named.date into same
        where same.Count() > 1
        select $"halfDays[{same.Last()}].dates: {LocalDatePattern.Iso.Format(same.Key)} is a half day already, by halfDays[{same.First()}]";
}
