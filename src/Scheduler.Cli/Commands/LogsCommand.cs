using System.CommandLine;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Client;
using RoutineScheduler.Journal;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Commands;

internal static class LogsCommand
{
    private static readonly Duration LookEvery = Duration.FromMilliseconds(500);

    public static Command Create(CommandContext context)
    {
        var words = context.Words;
        var follow = new Option<bool>("--follow", "-f") { Description = words["Go on with what is written from now on, until interrupted.", "Continua com o que for escrito, até ser interrompido."] };
        var run = new Option<string>("--run") { HelpName = "run", Description = words["Only of this run.", "Só desta execução."] };
        var routine = new Option<string>("--routine") { HelpName = "key", Description = words["Only of this routine.", "Só desta rotina."] };
        var date = new Option<string>("--date", "--data") { HelpName = "date", Description = words["Only of this order date.", "Só desta data."] };
        var level = new Option<string>("--level") { HelpName = "level", Description = words["At least this level; Information where it is left out.", "No mínimo este nível; Information se omitido."] };
        var limit = new Option<string>("--limit") { HelpName = "n", Description = words["The newest so many; 100 where it is left out.", "As mais novas; 100 se omitido."] };
        var command = new Command("logs", words["What runs wrote.", "O que as execuções registraram."]) { follow, run, routine, date, level, limit };
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(
            parsed,
            desk =>
            {
                var query = new LogQuery
                {
                    Run = parsed.GetValue(run) is { } id ? Given.Run(id) : null,
                    Routine = parsed.GetValue(routine) is { } key ? Given.Routine(key) : (RoutineKey?)null,
                    OrderDate = desk.DateOrNull(parsed.GetValue(date), "--date"),
                    AtLeast = parsed.GetValue(level) is { } word ? Given.One<LogLevel>(word, "--level") : LogLevel.Information,
                    Limit = Given.NumberOrNull(parsed.GetValue(limit), "--limit", 1, 10_000) ?? 100,
                };
                return parsed.GetValue(follow) ? FollowAsync(desk, query, cancel) : ShowAsync(desk, query, cancel);
            },
            cancel));
        return command;
    }

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
        var run = entry.Run is { } id ? $" [{entry.Routine} {(entry.OrderDate is { } date ? Printer.Text(date) : "")} run {id}{(entry.Attempt is { } attempt ? $"#{attempt}" : "")}]" : "";
        printer.Line($"{printer.Text(entry.At)} {entry.Level}{run} {entry.Message}{(entry.Exception is { } exception ? $" | {exception}" : "")}");
    }
}
