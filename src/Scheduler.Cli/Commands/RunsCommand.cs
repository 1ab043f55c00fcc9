using System.CommandLine;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Client;

namespace RoutineScheduler.Cli.Commands;

internal static class RunsCommand
{
    private const int Usual = 100;

    public static Command Create(CommandContext context)
    {
        var words = context.Words;
        var run = words.OptionalArgument("RUN", "One run, with its attempts and history.", "Uma execução, com tentativas e histórico.");
        var all = words.Switch("--all", "Of every order date, the newest first.", "De todas as datas, as mais novas primeiro.");
        var limit = words.Value("--limit", "n", "At most so many; 100 where it is left out.", "No máximo; 100 se omitido.");
        var oldest = words.Switch("--oldest-first", "The oldest runs first.", "As mais antigas primeiro.");
        var command = new Command("runs", words[
            "Today's runs, what waits, runs or failed of other dates; or those that a filter finds.",
            "As execuções de hoje, o que espera, executa ou falhou de outras datas; ou as que um filtro acha."])
        {
            run, all, limit, oldest,
        };
        var filter = new RunFilterOptions(context, command);
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(
            parsed,
            desk =>
            {
                var isFiltered = filter.AreGiven(parsed) || parsed.GetValue(all) || parsed.GetValue(oldest);
                if (parsed.GetValue(run) is { } id)
                {
                    return isFiltered || parsed.GetValue(limit) is not null ? throw OneOrMany(id) : ShowAsync(desk, id, cancel);
                }

                var most = Given.NumberOrNull(parsed.GetValue(limit), "--limit", 1, 10_000) ?? Usual;
                return isFiltered
                    ? ListAsync(desk, filter.Read(parsed, desk) with { Limit = most, NewestFirst = !parsed.GetValue(oldest) }, cancel)
                    : ListOfTodayAsync(desk, most, cancel);
            },
            cancel));
        return command;
    }

    private static UsageException OneOrMany(string run) => new(
        $"Run {Cron.Quotation.Of(run)} is one run, and the options are for a list: give one or the other.",
        $"{Cron.Quotation.Of(run)} é uma execução, e as opções são para uma lista: dê um ou outro.");

    private static async Task<int> ListOfTodayAsync(Desk desk, int limit, CancellationToken cancel)
    {
        var shown = await RunsOfToday.ReadAsync(desk, limit, cancel);
        var others = (await desk.Client.CountAsync(new RunQuery(), cancel)).Values.Sum() - shown.Runs.Count - shown.Left;
        if (desk.Printer.AsJson || shown.Runs.Count > 0)
        {
            await PrintAsync(desk, shown.Runs, cancel);
        }
        else
        {
            desk.Printer.Line(desk.Words[
                $"Nothing of today, {Printer.Text(desk.Today)}, and nothing that waits, runs or failed.",
                $"Nada de hoje, {Printer.Text(desk.Today)}, e nada que espere, execute ou tenha falhado."]);
        }

        if (desk.Printer.AsJson)
        {
            return ExitCode.Ok;
        }

        var today = desk.Words.Count(shown.Left, "more run", "more runs", "execução a mais", "execuções a mais");
        if (shown.Left > 0)
        {
            desk.Printer.Line(desk.Words[
                $"{today} of today: --limit {Math.Min(10_000, limit + shown.Left)} shows them.",
                $"{today} de hoje: --limit {Math.Min(10_000, limit + shown.Left)} mostra."]);
        }

        if (others > 0)
        {
            var many = desk.Words.Count(others, "run", "runs", "execução", "execuções");
            desk.Printer.Line(desk.Words[
                $"{many} of other dates: --date, --from and --to, or --all.", $"{many} de outras datas: --date, --from e --to, ou --all."]);
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ListAsync(Desk desk, RunQuery query, CancellationToken cancel)
    {
        var runs = await desk.Client.RunsAsync(query, cancel);
        await PrintAsync(desk, runs, cancel);
        if (runs.Count == query.Limit && (await desk.Client.CountAsync(query, cancel)).Values.Sum() is var found && found > runs.Count)
        {
            desk.Printer.Note(desk.Words[
                $"The first {query.Limit} of {found}; --limit shows more.", $"As primeiras {query.Limit} de {found}; --limit mostra mais."]);
        }

        return ExitCode.Ok;
    }

    private static async Task PrintAsync(Desk desk, IReadOnlyList<RunView> runs, CancellationToken cancel)
    {
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(runs);
            return;
        }

        var told = new List<(RunView, string)>();
        foreach (var run in runs)
        {
            var remarks = RunReport.Remarks(run, desk.About(run.Routine, run.OrderDate), desk.Printer);
            told.Add((run, remarks.Length > 0 ? remarks : await BroughtAsync(desk, run, cancel)));
        }

        RunReport.Print(told, desk.Printer);
    }

    /// <summary>What its last attempt said and brought, where nothing else is to be said of it.</summary>
    private static async Task<string> BroughtAsync(Desk desk, RunView run, CancellationToken cancel)
    {
        if (run.EndedAt is null || run.Attempts == 0)
        {
            return "";
        }

        var last = (await desk.Client.FindRunAsync(run.Id, cancel))?.Attempts.LastOrDefault();
        return string.Join("; ", new[] { last?.Message ?? "", ShortResult.Of(last?.Result) }.Where(text => text.Length > 0));
    }

    private static async Task<int> ShowAsync(Desk desk, string text, CancellationToken cancel)
    {
        var details = await desk.RunAsync(Given.Run(text), cancel);
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
