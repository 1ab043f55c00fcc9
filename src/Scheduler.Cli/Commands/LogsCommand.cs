using System.CommandLine;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Client;
using RoutineScheduler.Journal;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Commands;

internal static partial class LogsCommand
{
    private const string Ours = $"{nameof(RoutineScheduler)}.";
    private static readonly Duration LookEvery = Duration.FromMilliseconds(500);

    public static Command Create(CommandContext context)
    {
        var words = context.Words;
        var follow = words.Switch(
            "--follow", "Go on with what is written from now on, until interrupted.", "Continua com o que for escrito, até ser interrompido.", "-f");
        var run = words.Value("--run", "run", "Only of this run.", "Só desta execução.");
        var routine = words.Value("--routine", "key", "Only of this routine.", "Só desta rotina.");
        var date = words.Value("--date", "date", "Only of this order date.", "Só desta data.", "--data");
        var level = words.Value(
            "--level", "level", "At least this level; Information where it is left out.", "No mínimo este nível; Informação se omitido.");
        var limit = words.Value("--limit", "n", "The newest so many; 100 where it is left out.", "As mais novas; 100 se omitido.");
        var command = new Command("logs", words["What runs wrote.", "O que as execuções registraram."])
        {
            follow, run, routine, date, level, limit,
        };
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(
            parsed,
            async desk =>
            {
                var query = Query(desk, parsed.GetValue(run), parsed.GetValue(routine), parsed.GetValue(date), parsed.GetValue(level)) with
                {
                    Limit = Given.NumberOrNull(parsed.GetValue(limit), "--limit", 1, 10_000) ?? 100,
                };
                if (query.Run is { } named)
                {
                    await desk.RunAsync(named, cancel);   // or it is a wrong argument
                }

                return await (parsed.GetValue(follow) ? FollowAsync(desk, query, cancel) : ShowAsync(desk, query, cancel));
            },
            cancel));
        return command;
    }

    private static LogQuery Query(Desk desk, string? run, string? routine, string? date, string? level) => new()
    {
        Run = run is null ? null : Given.Run(run),
        Routine = routine is null ? (RoutineKey?)null : RoutineNamed.Find(routine, desk),
        OrderDate = desk.DateOrNull(date, "--date"),
        AtLeast = level is null ? LogLevel.Information : Given.One<LogLevel>(level, "--level", desk.Words),
    };

    private static async Task<int> ShowAsync(Desk desk, LogQuery query, CancellationToken cancel)
    {
        var entries = (await desk.Client.LogsAsync(query, cancel)).OrderBy(entry => entry.Id).ToList();
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(entries);
        }
        else
        {
            entries.ForEach(entry => Print(entry, desk.Printer));
        }

        return ExitCode.Ok;
    }

    /// <summary>Being interrupted is how it ends, or that nobody reads any more.</summary>
    private static async Task<int> FollowAsync(Desk desk, LogQuery query, CancellationToken cancel)
    {
        try
        {
            do
            {
                var entries = (await desk.Client.LogsAsync(query, cancel)).OrderBy(entry => entry.Id).ToList();
                foreach (var entry in entries)
                {
                    Follow(entry, desk.Printer);
                }

                await desk.Printer.FlushAsync();
                query = query with { After = entries.Count > 0 ? entries[^1].Id : query.After ?? 0, Limit = 10_000 };
                await desk.Time.Wait(LookEvery, cancel);
            }
            while (!desk.Printer.NobodyReads);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            desk.Printer.Warn(desk.Words["Interrupted: no longer following.", "Interrompido: não acompanha mais."]);
        }

        return ExitCode.Ok;
    }

    private static void Follow(LogEntry entry, Printer printer)
    {
        if (printer.AsJson)
        {
            printer.Json(entry);
        }
        else
        {
            Print(entry, printer);
        }
    }

    private static void Print(LogEntry entry, Printer printer)
    {
        var thrown = entry.Exception is { } exception ? $" | {exception}" : "";
        var level = printer.Words.Sentences.Word(entry.Level.ToString());
        printer.Line($"{printer.Text(entry.At)} {level}{Run(entry, printer.Words)} {Message(entry, printer)}{thrown}");
    }

    /// <summary>The scheduler's own messages have their instants in UTC; here they stand on the line's clock. What others wrote stays.</summary>
    private static string Message(LogEntry entry, Printer printer) => entry.Component.StartsWith(Ours, StringComparison.Ordinal)
        ? Utc().Replace(entry.Message, at => Local(at.Value, printer))
        : entry.Message;

    private static string Local(string text, Printer printer) =>
        InstantPattern.General.Parse(text) is { Success: true } at ? printer.Text(at.Value) : text;

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Utc();

    private static string Run(LogEntry entry, Words words)
    {
        if (entry.Run is not { } run)
        {
            return "";
        }

        var date = entry.OrderDate is { } on ? Printer.Text(on) : "";
        var attempt = entry.Attempt is { } number ? $"#{number}" : "";
        return $" [{entry.Routine} {date} {words["run", "execução"]} {run}{attempt}]";
    }
}
