using RoutineScheduler.Cli.Wording;
using RoutineScheduler.Client;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Rendering;

internal static class RunReport
{
    /// <summary>Where a run is due at another time than it was planned for (a retry, a poll, a window), both stand there.</summary>
    public static void Print(IEnumerable<(RunLine Line, string Remarks)> lines, Printer printer)
    {
        var words = printer.Words;
        printer.Print(new Grid(
            words["run", "execução"], words["date", "data"], words["planned", "planejada"], words["due", "vence"], words["routine", "rotina"],
            words["state", "estado"], words["attempts", "tentativas"], words["trigger", "origem"], words["remarks", "observações"])
            .AddAll(lines, row => row.Line.IsOne ? Cells(row.Line.Lead, row.Remarks, printer) : Cells(row.Line, printer)));
    }

    private static object?[] Cells(RunView run, string remarks, Printer printer) =>
    [
        run.Id, Printer.Text(run.OrderDate), printer.Text(run.PlannedAt), run.DueAt == run.PlannedAt ? "" : printer.Text(run.DueAt), run.Routine,
        printer.Words.Sentences.Word(run.State), run.Attempts, printer.Words.Sentences.Word(run.Trigger), remarks,
    ];

    /// <summary>Of several runs the bounds of their times, how many are in which state, and which comes next.</summary>
    private static object?[] Cells(RunLine line, Printer printer)
    {
        var (words, run) = (printer.Words, line.Lead);
        return
        [
            $"× {line.Together.Count}", Printer.Text(run.OrderDate),
            printer.Bounds([.. line.Together.Select(one => one.PlannedAt)], run.OrderDate), printer.Text(line.Next?.DueAt), run.Routine,
            words.Sentences.States(line.Together.CountBy(one => one.State)), line.Together.Sum(one => one.Attempts),
            words.Sentences.Word(run.Trigger),
            line.Next is { } next ? words[$"the next is run {next.Id}", $"a próxima é a execução {next.Id}"] : "",
        ];
    }

    /// <summary>One run, with everything that happened to it and all that keeps it from starting.</summary>
    public static void Print(RunDetails details, Subject about, Printer printer)
    {
        var (words, run, state) = (printer.Words, details.Run, printer.Words.Sentences.Word(details.Run.State));
        var remarks = Remarks(run, about, printer) is { Length: > 0 } some ? $"; {some}" : "";
        printer.Heading(words[
            $"Run {run.Id}: {run.Routine} of {Printer.Text(run.OrderDate)}, {state}, {When(run, printer)}{remarks}",
            $"Execução {run.Id}: {run.Routine} de {Printer.Text(run.OrderDate)}, {state}, {When(run, printer)}{remarks}"]);
        if (details.RerunOf is { } made)
        {
            printer.Line(words[
                $"  rerun of {made.Run} by {made.Actor.Name}{Because(made)}",
                $"  reexecução de {made.Run} por {made.Actor.Name}{Because(made)}"]);
        }

        foreach (var unmet in details.Unmet)
        {
            printer.Line($"  {words["waits", "espera"]}: {words.Sentences.Unmet(unmet, about)}");
        }

        if (details.Expires is { } expires && !run.State.HasEnded())
        {
            printer.Line($"  {words["expires", "expira"]}: {printer.Text(expires)}");
        }

        PrintAttempts(details, printer);
        PrintHistory(details, about, printer);
    }

    public static string Remarks(RunView run, Subject about, Printer printer) => string.Join("; ", new[]
    {
        run.Cause is { } cause ? printer.Words.Sentences.Cause(cause, about) : null,
        run.HoldRequested ? printer.Words.Sentences.Word("HoldRequested") : null,
        run.CancelRequested ? printer.Words.Sentences.Word("CancelRequested") : null,
        run.NotInPlan ? printer.Words.Sentences.Word("NotInPlan") : null,
        run.State == RunState.Running ? Running(run, printer) : null,
    }.OfType<string>());

    private static string When(RunView run, Printer printer)
    {
        var due = printer.Words[$"due {printer.Text(run.DueAt)}", $"vence {printer.Text(run.DueAt)}"];
        return run.DueAt == run.PlannedAt
            ? due
            : printer.Words[$"planned {printer.Text(run.PlannedAt)}, {due}", $"planejada {printer.Text(run.PlannedAt)}, {due}"];
    }

    private static string Running(RunView run, Printer printer)
    {
        var text = printer.Words[
            $"attempt {run.Attempts} since {printer.Text(run.StartedAt)} on {run.Node}",
            $"tentativa {run.Attempts} desde {printer.Text(run.StartedAt)} em {run.Node}"];
        return run.Progress is { } progress ? $"{text}: {progress}" : text;
    }

    private static void PrintAttempts(RunDetails details, Printer printer)
    {
        if (details.Attempts.Count == 0)
        {
            return;
        }

        var words = printer.Words;
        printer.Print(new Grid(
            words["attempt", "tentativa"], words["started", "início"], words["took", "duração"], words["end", "fim"], words["node", "nó"],
            words["message", "mensagem"], words["result", "resultado"]).AddAll(AttemptLine.Of(details.Attempts), line => Cells(line, printer)));
        foreach (var artifact in details.Attempts.SelectMany(attempt => attempt.Artifacts))
        {
            printer.Line($"  {words["file", "arquivo"]} {ShortResult.Of(artifact, words["rows", "linhas"])}");
        }
    }

    private static object?[] Cells(AttemptLine line, Printer printer)
    {
        var (first, last, end) = (line.First, line.Last, printer.Words.Sentences.Word(line.Last.End.ToString()));
        return line.Count == 1
            ?
            [
                first.Number, printer.Text(first.StartedAt), Printer.Text(first.EndedAt - first.StartedAt), end, first.Node, first.Message,
                printer.Result(first.Result),
            ]
            :
            [
                $"{first.Number}–{last.Number}", $"{printer.Text(first.StartedAt)} – {printer.Text(last.StartedAt)}", "",
                $"{end} × {line.Count}", last.Node, last.Message, "",
            ];
    }

    private static void PrintHistory(RunDetails details, Subject about, Printer printer)
    {
        if (details.History.Count == 0)
        {
            return;
        }

        var (words, sentences) = (printer.Words, printer.Words.Sentences);
        printer.Print(new Grid(
            words["at", "quando"], words["change", "mudança"], words["from", "de"], words["to", "para"], words["by", "por"],
            words["reason", "motivo"]).AddAll(details.History, entry =>
            [
                printer.Text(entry.At), sentences.Word(entry.Change), IsFirst(entry) ? "" : sentences.Word(entry.From), sentences.Word(entry.To),
                entry.Actor.Name,
                string.Join("; ", new[] { entry.Details is { } brought ? sentences.Details(brought, about) : null, entry.Reason }.OfType<string>()),
            ]));
    }

    /// <summary>The row of an order begins its run: there is no state that it came from.</summary>
    private static bool IsFirst(RunHistoryEntry entry) => entry.Change == ChangeNames.Order;

    private static string Because(RunHistoryEntry entry) => entry.Reason is { } reason ? $": {reason}" : "";
}
