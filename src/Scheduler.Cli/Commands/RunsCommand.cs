using System.CommandLine;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Client;

namespace RoutineScheduler.Cli.Commands;

internal static class RunsCommand
{
    public static Command Create(CommandContext context)
    {
        var words = context.Words;
        var run = words.OptionalArgument("RUN", "One run, with its attempts and history.", "Uma execução, com tentativas e histórico.");
        var limit = words.Value("--limit", "n", "At most so many; 100 where it is left out.", "No máximo; 100 se omitido.");
        var oldest = words.Switch("--oldest-first", "The oldest runs first.", "As mais antigas primeiro.");
        var command = new Command("runs", words["The runs of the queue and of the past.", "As execuções da fila e do passado."])
        {
            run, limit, oldest,
        };
        var filter = new RunFilterOptions(context, command);
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(
            parsed,
            desk => parsed.GetValue(run) is { } id
                ? ShowAsync(desk, id, cancel)
                : ListAsync(
                    desk,
                    filter.Read(parsed, desk) with
                    {
                        Limit = Given.NumberOrNull(parsed.GetValue(limit), "--limit", 1, 10_000) ?? 100, NewestFirst = !parsed.GetValue(oldest),
                    },
                    cancel),
            cancel));
        return command;
    }

    private static async Task<int> ListAsync(Desk desk, RunQuery query, CancellationToken cancel)
    {
        var runs = await desk.Client.RunsAsync(query, cancel);
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(runs);
        }
        else
        {
            RunReport.Print(runs, run => desk.About(run.Routine, run.OrderDate), desk.Printer);
        }

        if (runs.Count == query.Limit)
        {
            desk.Printer.Note(desk.Words[$"The first {query.Limit}; --limit shows more.", $"As primeiras {query.Limit}; --limit mostra mais."]);
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ShowAsync(Desk desk, string text, CancellationToken cancel)
    {
        var details = await desk.Client.FindRunAsync(Given.Run(text), cancel)
            ?? throw new UsageException($"There is no run {text}.", $"Não há execução {text}.");
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(details);
        }
        else
        {
            RunReport.Print(details, await desk.AboutAsync(details, cancel), desk.Printer);
        }

        return ExitCode.Ok;
    }
}
