using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cli.Terminal;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>The calendars that there are, and one's holidays of a year.</summary>
internal static class CalendarReport
{
    private static readonly LocalTimePattern ToMinutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static int Print(CalendarSet calendars, Printer printer)
    {
        if (printer.AsJson)
        {
            printer.Json(calendars.All.Select(calendar => new
            {
                calendar.Name, calendar.FromYear, calendar.ConfirmedThrough, calendar.ProjectedThrough,
            }));
            return ExitCode.Ok;
        }

        var words = printer.Words;
        printer.Print(new Grid(
            words["calendar", "calendário"], words["from", "desde"], words["confirmed through", "confirmado até"],
            words["projected through", "projetado até"])
            .AddAll(calendars.All, calendar => [calendar.Name, calendar.FromYear, calendar.ConfirmedThrough, calendar.ProjectedThrough]));
        return ExitCode.Ok;
    }

    public static int PrintYear(BusinessCalendar calendar, int year, Printer printer)
    {
        var found = YearOf(calendar, year);
        if (printer.AsJson)
        {
            printer.Json(new
            {
                calendar.Name, Year = year, found.BusinessDays, found.IsProjected,
                Holidays = found.Holidays.Select(on => new { on.Date, on.Holiday.Name, on.Holiday.EnglishName, on.Holiday.Source }),
                HalfDays = found.HalfDays.Select(on => new { on.Date, on.Half.Name, on.Half.EnglishName, on.Half.Opens, on.Half.Source }),
            });
            return ExitCode.Ok;
        }

        var words = printer.Words;
        printer.Line(words[
            $"{calendar.Name} {year}: {found.BusinessDays} business days{(found.IsProjected ? " (projected)" : "")}",
            $"{calendar.Name} {year}: {found.BusinessDays} dias úteis{(found.IsProjected ? " (projetado)" : "")}"]);
        printer.Print(new Grid(words["date", "data"], words["day", "dia"], words["holiday", "feriado"], words["source", "fonte"])
            .AddAll(Rows(found, words), on => [Printer.Text(on.Date), DayName(on.Date, words), on.Name, on.Source]));
        return ExitCode.Ok;
    }

    private static CalendarYear YearOf(BusinessCalendar calendar, int year)
    {
        var (first, last) = (new LocalDate(year, 1, 1), new LocalDate(year, 12, 31));
        // Asked first, so that a year outside the calendar is an error and not an empty table.
        var businessDays = calendar.CountBusinessDays(first, last) + (calendar.IsBusinessDay(last) ? 1 : 0);
        var days = Enumerable.Range(0, Period.DaysBetween(first, last) + 1).Select(first.PlusDays).ToList();
        return new CalendarYear(
            businessDays, year > calendar.ConfirmedThrough,
            [.. days.SelectMany(date => calendar.HolidaysOn(date).Select(holiday => (date, holiday)))],
            [.. days.SelectMany(date => calendar.HalfDayOn(date) is { } half ? [(date, half)] : Array.Empty<(LocalDate, HalfDay)>())]);
    }

    private static IEnumerable<(LocalDate Date, string Name, string Source)> Rows(CalendarYear year, Words words)
    {
        var holidays = year.Holidays.Select(on => (on.Date, words[on.Holiday.EnglishName, on.Holiday.Name], on.Holiday.Source));
        var halfDays = year.HalfDays.Select(on => (on.Date, HalfDayName(on.Half, words), on.Half.Source));
        return holidays.Concat(halfDays).OrderBy(on => on.Date);
    }

    private static string HalfDayName(HalfDay half, Words words) =>
        $"{words[half.EnglishName, half.Name]} ({words["opens", "abre"]} {ToMinutes.Format(half.Opens)})";

    private static string DayName(LocalDate date, Words words) => date.DayOfWeek switch
    {
        IsoDayOfWeek.Monday => words["Mon", "seg"],
        IsoDayOfWeek.Tuesday => words["Tue", "ter"],
        IsoDayOfWeek.Wednesday => words["Wed", "qua"],
        IsoDayOfWeek.Thursday => words["Thu", "qui"],
        IsoDayOfWeek.Friday => words["Fri", "sex"],
        IsoDayOfWeek.Saturday => words["Sat", "sáb"],
        _ => words["Sun", "dom"],
    };

    private sealed record CalendarYear(
        int BusinessDays, bool IsProjected, IReadOnlyList<(LocalDate Date, Holiday Holiday)> Holidays,
        IReadOnlyList<(LocalDate Date, HalfDay Half)> HalfDays);
}
