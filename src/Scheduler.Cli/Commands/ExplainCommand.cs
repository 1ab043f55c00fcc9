using System.CommandLine;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Wording;
using RoutineScheduler.Client;

namespace RoutineScheduler.Cli.Commands;

internal static class ExplainCommand
{
    public static Command Create(CommandContext context)
    {
        var words = context.Words;
        var routine = words.Argument("ROUTINE", "The routine's key.", "A chave da rotina.");
        var date = words.Argument("DATE", "The order date.", "A data.");
        var each = words.Switch(
            "--each", "All about each run, also where there are many.", "Tudo sobre cada execução, também onde são muitas.", "--cada");
        var command = new Command("explain", words[
            "Why a routine runs, ran or does not run on a date, and what comes next.",
            "Por que uma rotina executa, executou ou não executa numa data, e o que vem depois."])
        {
            routine, date, each,
        };
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(
            parsed,
            desk => ExplainAsync(
                desk, parsed.GetRequiredValue(routine), parsed.GetRequiredValue(date), RunListing.MostListed(parsed.GetValue(each), false), cancel),
            cancel));
        return command;
    }

    private static async Task<int> ExplainAsync(Desk desk, string routine, string date, int mostListed, CancellationToken cancel)
    {
        var explained = await desk.Client.ExplainAsync(RoutineNamed.Find(routine, desk), desk.Date(date, "DATE"), cancel);
        var decision = explained.Decision;
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(explained);
            return ExitCode.Ok;
        }

        Print(explained, desk.About(decision.Routine, decision.OrderDate), desk.Printer);
        var ofDate = new RunQuery { Routines = [decision.Routine], From = decision.OrderDate, To = decision.OrderDate, Limit = RunListing.MostRead };
        var lines = explained.RunsInAll == 0 ? [] : await RunListing.ReadAsync(desk, ofDate, mostListed, cancel);
        await PrintRunsAsync(desk, lines, explained, cancel);
        return ExitCode.Ok;
    }

    /// <summary>What stands in a line with others is not told at length.</summary>
    private static async Task PrintRunsAsync(Desk desk, IReadOnlyList<RunLine> lines, RoutineExplanation explained, CancellationToken cancel)
    {
        var (several, single) = (lines.Where(line => !line.IsOne).ToList(), lines.Where(line => line.IsOne).Select(line => line.Lead.Id).ToList());
        if (several.Count > 0)
        {
            await RunListing.PrintAsync(desk, several, cancel);
        }

        foreach (var run in single.Take(RoutineExplanation.MostRuns))
        {
            var details = explained.Runs.FirstOrDefault(one => one.Run.Id == run) ?? await desk.RunAsync(run, cancel);
            RunReport.Print(details, await desk.AboutAsync(details, cancel), desk.Printer);
        }

        if (single.Count > RoutineExplanation.MostRuns)
        {
            var (more, decision) = (single.Count - RoutineExplanation.MostRuns, explained.Decision);
            var of = $"scheduler runs --routine {decision.Routine} --date {Printer.Text(decision.OrderDate)} --each";
            desk.Printer.Line(desk.Words[$"… and {more} more: {of}", $"… e mais {more}: {of}"]);
        }
    }

    private static void Print(RoutineExplanation explained, Subject about, Printer printer)
    {
        var (words, sentences) = (printer.Words, printer.Words.Sentences);
        var answer = sentences.Explained(explained, about);
        printer.Line(answer);
        foreach (var line in Lines(explained, about, sentences).Where(line => !answer.Contains(line, StringComparison.Ordinal)))
        {
            printer.Line($"  {line}");
        }

        if (explained.Stored.Count > 0)
        {
            printer.Line($"{words["The load decided", "A carga decidiu"]}: {sentences.Reasons(explained.Stored, about)}");
        }
    }

    private static IEnumerable<string> Lines(RoutineExplanation explained, Subject about, Sentences sentences)
    {
        var (decision, words) = (explained.Explained.Decision, explained.Decision.Reasons.Select(reason => sentences.Reason(reason, about)));
        var retired = explained.RetiredAt is { } at ? sentences.Retired(about.Local(at)) : null;
        var lines = new[] { retired }.OfType<string>().Concat(words);
        return decision.Runs.Count == 0
            ? lines.Concat(decision.Undecided is { } undecided ? [undecided.Detail] : []).Distinct()
            : lines.Concat(sentences.Bounds(decision.Runs[0], about)).Concat(decision.Runs[0].Edges.Select(sentences.Edge)).Distinct();
    }
}
