using RoutineScheduler.Client;

namespace RoutineScheduler.Cli.Rendering;

internal static class RunReport
{
    public static void Print(IEnumerable<RunView> runs, Printer printer)
    {
        var words = printer.Words;
        printer.Print(new Grid(
            words["run", "execução"], words["date", "data"], words["due", "horário"], words["routine", "rotina"], words["state", "estado"], words["attempts", "tentativas"],
            words["trigger", "origem"], words["remarks", "observações"]).AddAll(runs, run =>
            [run.Id, Printer.Text(run.OrderDate), printer.Text(run.DueAt), run.Routine, run.State, run.Attempts, run.Trigger, Remarks(run)]));
    }

    /// <summary>One run, with everything that happened to it and all that keeps it from starting.</summary>
    public static void Print(RunDetails details, Printer printer)
    {
        var words = printer.Words;
        var run = details.Run;
        printer.Heading(words[
            $"Run {run.Id}: {run.Routine} of {Printer.Text(run.OrderDate)}, {run.State}, due {printer.Text(run.DueAt)} {Remarks(run)}",
            $"Execução {run.Id}: {run.Routine} de {Printer.Text(run.OrderDate)}, {run.State}, horário {printer.Text(run.DueAt)} {Remarks(run)}"]);
        foreach (var unmet in details.Unmet)
        {
            printer.Line(words[$"  waits: {unmet}", $"  espera: {unmet}"]);
        }

        if (details.Attempts.Count > 0)
        {
            printer.Print(new Grid(words["attempt", "tentativa"], words["started", "início"], words["took", "duração"], words["end", "fim"], words["node", "nó"], words["message", "mensagem"])
                .AddAll(AttemptLine.Of(details.Attempts), line => Cells(line, printer)));
        }

        if (details.History.Count > 0)
        {
            printer.Print(new Grid(words["at", "quando"], words["change", "mudança"], words["from", "de"], words["to", "para"], words["by", "por"], words["reason", "motivo"])
                .AddAll(details.History, entry => [printer.Text(entry.At), entry.Change, entry.From, entry.To, entry.Actor.Name, entry.Reason ?? entry.Details]));
        }
    }

    private static object?[] Cells(AttemptLine line, Printer printer) => line.Count == 1
        ? [line.First.Number, printer.Text(line.First.StartedAt), Printer.Text(line.First.EndedAt - line.First.StartedAt), line.First.End, line.First.Node, line.First.Message]
        : [
            $"{line.First.Number}–{line.Last.Number}", $"{printer.Text(line.First.StartedAt)} – {printer.Text(line.Last.StartedAt)}", "",
            $"{line.Last.End} × {line.Count}", line.Last.Node, line.Last.Message,
        ];

    public static string Remarks(RunView run) => string.Join("; ", new[]
    {
        run.Cause, run.HoldRequested ? "HoldRequested" : null, run.CancelRequested ? "CancelRequested" : null, run.NotInPlan ? "NotInPlan" : null,
        run.Node is { } node && run.EndedAt is null ? node : null, run.Progress,
    }.OfType<string>());
}
