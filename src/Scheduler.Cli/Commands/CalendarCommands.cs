using System.CommandLine;
using NodaTime;
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
        var name = words.OptionalArgument("CALENDAR", "Its name; without it all are listed.", "O nome; sem ele todos são listados.");
        var year = words.Value("--year", "year", "The year; this one where it is left out.", "O ano; o atual se omitido.", "--ano");
        var command = new Command("show", words["A calendar's holidays of a year.", "Os feriados de um ano."]) { name, year };
        command.SetAction((parsed, cancel) => WithCalendarsAsync(context, parsed, (calendars, today, printer) => parsed.GetValue(name) is { } named
            ? CalendarReport.PrintYear(
                Given.Calendar(named, calendars), Given.NumberOrNull(parsed.GetValue(year), "--year", 1, 9_999) ?? today.Year, printer)
            : CalendarReport.Print(calendars, printer), cancel));
        return command;
    }

    private static Command Add(CommandContext context)
    {
        var words = context.Words;
        var name = Calendar(words);
        var date = words.Argument("DATE", "From which date.", "A partir de qual data.");
        var days = words.Argument("DAYS", "Business days later; earlier where negative.", "Dias úteis depois; antes se negativo.");
        var command = new Command("add", words["The nth business day after a date.", "O n-ésimo dia útil depois de uma data."])
        {
            name, date, days,
        };
        command.SetAction((parsed, cancel) => WithCalendarsAsync(context, parsed, (calendars, today, printer) =>
        {
            var from = DateWords.Read(parsed.GetRequiredValue(date), today, "DATE");
            var count = Given.Number(parsed.GetRequiredValue(days), "DAYS", int.MinValue, int.MaxValue);
            return Answer(Given.Calendar(parsed.GetRequiredValue(name), calendars).AddBusinessDays(from, count), printer);
        }, cancel));
        return command;
    }

    private static Command Nth(CommandContext context)
    {
        var words = context.Words;
        var name = Calendar(words);
        var month = words.Argument("MONTH", "As 2026-11 or 11/2026.", "Como 2026-11 ou 11/2026.");
        var n = words.Argument("N", "1 is the first business day, -1 the last.", "1 é o primeiro dia útil, -1 o último.");
        var command = new Command("nth", words["The nth business day of a month.", "O n-ésimo dia útil do mês."]) { name, month, n };
        command.SetAction((parsed, cancel) => WithCalendarsAsync(context, parsed, (calendars, _, printer) =>
        {
            var of = DateWords.ReadMonth(parsed.GetRequiredValue(month), "MONTH");
            var which = Given.Number(parsed.GetRequiredValue(n), "N", -31, 31);
            return Answer(Given.Calendar(parsed.GetRequiredValue(name), calendars).NthBusinessDayOfMonth(of, which), printer);
        }, cancel));
        return command;
    }

    private static Argument<string> Calendar(Words words) => words.Argument("CALENDAR", "Its name, as b3 or anbima.", "O nome, como b3 ou anbima.");

    private static Task<int> WithCalendarsAsync(
        CommandContext context, ParseResult parsed, Func<CalendarSet, LocalDate, Printer, int> answer, CancellationToken cancel) =>
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
}
