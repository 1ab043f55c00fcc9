using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cli.Ask;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;

namespace RoutineScheduler.Cli.Commands;

/// <summary>Business days. Of a storage, where one is named, with the host's own calendars; else of the built-in ones.</summary>
internal static class CalendarCommands
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("calendar", context.Words["Business days and holidays.", "Dias úteis e feriados."]);
        command.Add(Show(context));
        command.Add(Add(context));
        command.Add(Nth(context));
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var words = context.Words;
        var name = new Argument<string>("CALENDAR") { Arity = ArgumentArity.ZeroOrOne, Description = words["Its name; without it all are listed.", "O nome; sem ele todos são listados."] };
        var year = new Option<string>("--year", "--ano") { HelpName = "year", Description = words["The year; this one where it is left out.", "O ano; o atual se omitido."] };
        var command = new Command("show", words["A calendar's holidays of a year.", "Os feriados de um ano."]) { name, year };
        command.SetAction((parsed, cancel) => WithCalendarsAsync(context, parsed, (calendars, today, printer) => parsed.GetValue(name) is { } named
            ? ShowYear(calendars.Get(named), Given.NumberOrNull(parsed.GetValue(year), "--year", 1, 9_999) ?? today.Year, printer)
            : List(calendars, printer), cancel));
        return command;
    }

    private static Command Add(CommandContext context)
    {
        var words = context.Words;
        var name = Calendar(words);
        var date = new Argument<string>("DATE") { Description = words["From which date.", "A partir de qual data."] };
        var days = new Argument<string>("DAYS") { Description = words["Business days later; earlier where negative.", "Dias úteis depois; antes se negativo."] };
        var command = new Command("add", words["The nth business day after a date.", "O n-ésimo dia útil depois de uma data."]) { name, date, days };
        command.SetAction((parsed, cancel) => WithCalendarsAsync(context, parsed, (calendars, today, printer) =>
        {
            var from = DateWords.Read(parsed.GetRequiredValue(date), today, "DATE");
            return Answer(calendars.Get(parsed.GetRequiredValue(name)).AddBusinessDays(from, Given.Number(parsed.GetRequiredValue(days), "DAYS", int.MinValue, int.MaxValue)), printer);
        }, cancel));
        return command;
    }

    private static Command Nth(CommandContext context)
    {
        var words = context.Words;
        var name = Calendar(words);
        var month = new Argument<string>("MONTH") { Description = words["As 2026-11 or 11/2026.", "Como 2026-11 ou 11/2026."] };
        var n = new Argument<string>("N") { Description = words["1 is the first business day, -1 the last.", "1 é o primeiro dia útil, -1 o último."] };
        var command = new Command("nth", words["The nth business day of a month.", "O n-ésimo dia útil do mês."]) { name, month, n };
        command.SetAction((parsed, cancel) => WithCalendarsAsync(context, parsed, (calendars, _, printer) =>
        {
            var of = DateWords.ReadMonth(parsed.GetRequiredValue(month), "MONTH");
            return Answer(calendars.Get(parsed.GetRequiredValue(name)).NthBusinessDayOfMonth(of, Given.Number(parsed.GetRequiredValue(n), "N", -31, 31)), printer);
        }, cancel));
        return command;
    }

    private static Argument<string> Calendar(Words words) => new("CALENDAR") { Description = words["Its name, as b3 or anbima.", "O nome, como b3 ou anbima."] };

    private static Task<int> WithCalendarsAsync(CommandContext context, ParseResult parsed, Func<CalendarSet, LocalDate, Printer, int> answer, CancellationToken cancel) =>
        context.HasScheduler(parsed)
            ? context.WithSchedulerAsync(parsed, async desk => answer(await desk.Client.CalendarsAsync(cancel), desk.Today, desk.Printer), cancel)
            : Task.FromResult(answer(BuiltInCalendars.All, BuiltInZone.Today(context.Clock), context.PrinterFor(parsed, BuiltInZone.Zone)));

    private static int Answer(LocalDate? date, Printer printer)
    {
        if (printer.AsJson)
        {
            printer.Json(new { Date = date });
        }
        else if (date is { } found)
        {
            printer.Line(Printer.Text(found));
        }
        else
        {
            printer.Warn(printer.Words["The month has no such business day.", "O mês não tem esse dia útil."]);
        }

        return date is null ? ExitCode.No : ExitCode.Ok;
    }

    private static int List(CalendarSet calendars, Printer printer)
    {
        if (printer.AsJson)
        {
            printer.Json(calendars.All.Select(calendar => new { calendar.Name, calendar.FromYear, calendar.ConfirmedThrough, calendar.ProjectedThrough }));
            return ExitCode.Ok;
        }

        var words = printer.Words;
        printer.Print(new Grid(words["calendar", "calendário"], words["from", "desde"], words["confirmed through", "confirmado até"], words["projected through", "projetado até"])
            .AddAll(calendars.All, calendar => [calendar.Name, calendar.FromYear, calendar.ConfirmedThrough, calendar.ProjectedThrough]));
        return ExitCode.Ok;
    }

    private static int ShowYear(BusinessCalendar calendar, int year, Printer printer)
    {
        var first = new LocalDate(year, 1, 1);
        // Asked first, so that a year outside the calendar is an error and not an empty table.
        var businessDays = calendar.CountBusinessDays(first, new LocalDate(year, 12, 31)) + (calendar.IsBusinessDay(new LocalDate(year, 12, 31)) ? 1 : 0);
        var days = Enumerable.Range(0, Period.DaysBetween(first, new LocalDate(year, 12, 31)) + 1).Select(first.PlusDays).ToList();
        var holidays = days.SelectMany(date => calendar.HolidaysOn(date).Select(holiday => (date, holiday))).ToList();
        var halfDays = days.Select(date => (date, Half: calendar.HalfDayOn(date))).Where(day => day.Half is not null).ToList();
        if (printer.AsJson)
        {
            printer.Json(new
            {
                calendar.Name, Year = year, BusinessDays = businessDays, IsProjected = year > calendar.ConfirmedThrough,
                Holidays = holidays.Select(on => new { Date = on.date, on.holiday.Name, on.holiday.EnglishName, on.holiday.Source }),
                HalfDays = halfDays.Select(on => new { Date = on.date, on.Half!.Name, on.Half.EnglishName, on.Half.Opens, on.Half.Source }),
            });
            return ExitCode.Ok;
        }

        var words = printer.Words;
        printer.Line(words[$"{calendar.Name} {year}: {businessDays} business days", $"{calendar.Name} {year}: {businessDays} dias úteis"]
            + (year > calendar.ConfirmedThrough ? words[" (projected)", " (projetado)"] : ""));
        printer.Print(new Grid(words["date", "data"], words["day", "dia"], words["holiday", "feriado"], words["source", "fonte"])
            .AddAll(
                holidays.Select(on => (on.date, Name: words[on.holiday.EnglishName, on.holiday.Name], on.holiday.Source))
                    .Concat(halfDays.Select(on => (on.date, Name: $"{words[on.Half!.EnglishName, on.Half.Name]} ({words["opens", "abre"]} {LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(on.Half.Opens)})", on.Half.Source)))
                    .OrderBy(on => on.date),
                on => [Printer.Text(on.date), DayName(on.date, words), on.Name, on.Source]));
        return ExitCode.Ok;
    }

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
}
