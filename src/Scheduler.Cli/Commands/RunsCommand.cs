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
        var each = words.Switch(
            "--each", "A line for each run, also where a routine has many on a date.",
            "Uma linha por execução, também onde uma rotina tem muitas numa data.", "--cada");
        var command = new Command("runs", words[
            "Today's runs, what waits, runs or failed of other dates; or those that a filter finds.",
            "As execuções de hoje, o que espera, executa ou falhou de outras datas; ou as que um filtro acha."])
        {
            run, all, limit, oldest, each,
        };
        var filter = new RunFilterOptions(context, command);
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(
            parsed,
            desk =>
            {
                var isFiltered = filter.AreGiven(parsed) || parsed.GetValue(all) || parsed.GetValue(oldest);
                var isForAList = isFiltered || parsed.GetValue(limit) is not null || parsed.GetValue(each);
                if (parsed.GetValue(run) is { } id)
                {
                    return isForAList ? throw OneOrMany(id) : ShowAsync(desk, id, cancel);
                }

                var most = Given.NumberOrNull(parsed.GetValue(limit), "--limit", 1, 10_000) ?? Usual;
                var mostListed = RunListing.MostListed(parsed.GetValue(each), filter.NamesRoutineAndState(parsed));
                return isFiltered
                    ? ListAsync(desk, filter.Read(parsed, desk) with { Limit = most, NewestFirst = !parsed.GetValue(oldest) }, mostListed, cancel)
                    : ListOfTodayAsync(desk, most, mostListed, cancel);
            },
            cancel));
        return command;
    }

    private static UsageException OneOrMany(string run) => new(
        $"Run {Cron.Quotation.Of(run)} is one run, and the options are for a list: give one or the other.",
        $"{Cron.Quotation.Of(run)} é uma execução, e as opções são para uma lista: dê um ou outro.");

    private static async Task<int> ListOfTodayAsync(Desk desk, int limit, int mostListed, CancellationToken cancel)
    {
        var shown = await RunsOfToday.ReadAsync(desk, limit, desk.Printer.AsJson ? RunLine.Each : mostListed, cancel);
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(shown.Runs);
            return ExitCode.Ok;
        }

        if (shown.Lines.Count > 0)
        {
            await RunListing.PrintAsync(desk, shown.Lines, cancel);
        }
        else
        {
            desk.Printer.Line(desk.Words[
                $"Nothing of today, {Printer.Text(desk.Today)}, and nothing that waits, runs or failed.",
                $"Nada de hoje, {Printer.Text(desk.Today)}, e nada que espere, execute ou tenha falhado."]);
        }

        TellOfOthers(desk, limit, shown.Left, (await desk.Client.CountAsync(new RunQuery(), cancel)).Values.Sum() - shown.Runs.Count() - shown.Left);
        return ExitCode.Ok;
    }

    private static void TellOfOthers(Desk desk, int limit, int ofToday, int others)
    {
        var today = desk.Words.Count(ofToday, "more run", "more runs", "execução a mais", "execuções a mais");
        if (ofToday > 0)
        {
            desk.Printer.Line(desk.Words[
                $"{today} of today: --limit {Math.Min(10_000, limit + ofToday)} shows them.",
                $"{today} de hoje: --limit {Math.Min(10_000, limit + ofToday)} mostra."]);
        }

        if (others > 0)
        {
            var many = desk.Words.Count(others, "run", "runs", "execução", "execuções");
            desk.Printer.Line(desk.Words[
                $"{many} of other dates: --date, --from and --to, or --all.", $"{many} de outras datas: --date, --from e --to, ou --all."]);
        }
    }

    private static async Task<int> ListAsync(Desk desk, RunQuery query, int mostListed, CancellationToken cancel)
    {
        var found = (await desk.Client.CountAsync(query, cancel)).Values.Sum();
        if (desk.Printer.AsJson)
        {
            var runs = await desk.Client.RunsAsync(query, cancel);
            desk.Printer.Json(runs);
            TellOfMore(desk, runs.Count, found);
            return ExitCode.Ok;
        }

        var lines = await RunListing.ReadAsync(desk, query, mostListed, cancel);
        await RunListing.PrintAsync(desk, lines, cancel);
        TellOfMore(desk, lines.SelectMany(line => line.Runs).DistinctBy(run => run.Id).Count(), found);
        return ExitCode.Ok;
    }

    private static void TellOfMore(Desk desk, int shown, int found)
    {
        if (shown < found)
        {
            desk.Printer.Note(desk.Words[
                $"The first {shown} of {found}; --limit shows more, --from and --to others.",
                $"As primeiras {shown} de {found}; --limit mostra mais, --from e --to outras."]);
        }
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
