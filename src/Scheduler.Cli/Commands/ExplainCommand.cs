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
        var command = new Command("explain", words[
            "Why a routine runs, ran or does not run on a date, and what comes next.",
            "Por que uma rotina executa, executou ou não executa numa data, e o que vem depois."])
        {
            routine, date,
        };
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(
            parsed, desk => ExplainAsync(desk, parsed.GetRequiredValue(routine), parsed.GetRequiredValue(date), cancel), cancel));
        return command;
    }

    private static async Task<int> ExplainAsync(Desk desk, string routine, string date, CancellationToken cancel)
    {
        var explained = await desk.Client.ExplainAsync(RoutineNamed.Find(routine, desk), desk.Date(date, "DATE"), cancel);
        var printer = desk.Printer;
        if (printer.AsJson)
        {
            printer.Json(explained);
            return ExitCode.Ok;
        }

        Print(explained, desk.About(explained.Decision.Routine, explained.Decision.OrderDate), printer);
        foreach (var run in explained.Runs)
        {
            RunReport.Print(run, await desk.AboutAsync(run, cancel), printer);
        }

        if (explained.RunsInAll > explained.Runs.Count)
        {
            var (more, decision) = (explained.RunsInAll - explained.Runs.Count, explained.Decision);
            var of = $"scheduler runs --routine {decision.Routine} --date {Printer.Text(decision.OrderDate)}";
            printer.Line(printer.Words[$"… and {more} more: {of}", $"… e mais {more}: {of}"]);
        }

        return ExitCode.Ok;
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
