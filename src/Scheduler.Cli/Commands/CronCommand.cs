using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cli.Ask;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Cli.Commands;

internal static class CronCommand
{
    public static Command Create(CommandContext context) =>
        new("cron", context.Words["Cron expressions.", "Expressões cron."]) { Next(context) };

    private static Command Next(CommandContext context)
    {
        var words = context.Words;
        var expression = words.Argument("EXPR", "The expression, in quotes.", "A expressão, entre aspas.");
        var count = words.Value("--count", "n", "How many; 5 where it is left out.", "Quantos; 5 se omitido.");
        var after = words.Value(
            "--after", "instant", "After this date or instant; now where it is left out.", "Depois desta data ou instante; agora se omitido.");
        var zone = words.Value(
            "--zone", "zone", "An IANA zone; America/Sao_Paulo where it is left out.", "Uma zona IANA; America/Sao_Paulo se omitida.");
        var dayFields = words.Value(
            "--day-fields", "either|both",
            "How restricted day fields are joined; either where it is left out.",
            "Como os campos de dia se combinam; either se omitido.");
        var secondsLast = words.Switch("--seconds-last", "A sixth field is the seconds (croniter).", "Um sexto campo são os segundos (croniter).");
        var command = new Command("next", words["When an expression fires next.", "Quando a expressão dispara."])
        {
            expression, count, after, zone, dayFields, secondsLast,
        };
        command.SetAction((parsed, _) =>
        {
            var where = Zone(parsed.GetValue(zone));
            var schedule = CronSchedule.Parse(
                parsed.GetRequiredValue(expression), parsed.GetValue(secondsLast) ? CronDialect.SecondsLast : CronDialect.Standard,
                parsed.GetValue(dayFields) is { } fields ? Given.One<DayFields>(fields, "--day-fields", words) : DayFields.Either);
            var from = After(parsed.GetValue(after), where, context.Clock);
            var most = Given.NumberOrNull(parsed.GetValue(count), "--count", 1, 100_000) ?? 5;
            return Task.FromResult(Show(schedule, from, where, most, context.PrinterFor(parsed, where)));
        });
        return command;
    }

    private static DateTimeZone Zone(string? id) => id is null
        ? BuiltInZone.Zone
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) ?? throw new UsageException(
            $"--zone: {Routines.DefinitionCache.UnknownZone(id)}",
            $"--zone: não há zona {Quotation.Of(id)}.{Suggestion.For(id, DateTimeZoneProviders.Tzdb.Ids).Portuguese}");

    private static Instant After(string? text, DateTimeZone zone, IClock clock)
    {
        if (text is null)
        {
            return clock.GetCurrentInstant();
        }

        // From the start of the date on, which "after" would leave out.
        return OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } at
            ? at.Value.ToInstant()
            : zone.AtStartOfDay(DateWords.Read(text, clock.GetCurrentInstant().InZone(zone).Date, "--after")).ToInstant() - Duration.Epsilon;
    }

    private static int Show(CronSchedule schedule, Instant after, DateTimeZone zone, int count, Printer printer)
    {
        var instants = schedule.NextAfter(after, zone, count);
        if (printer.AsJson)
        {
            printer.Json(new { Instants = instants });
            return ExitCode.Ok;
        }

        foreach (var instant in instants)
        {
            printer.Line(InstantText.Of(instant, zone));
        }

        return ExitCode.Ok;
    }
}
