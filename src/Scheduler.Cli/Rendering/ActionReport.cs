using RoutineScheduler.Client;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Rendering;

internal static class ActionReport
{
    public static void Print(ActionResponse response, Printer printer)
    {
        var words = printer.Words;
        if (response.Touched.Count > 0)
        {
            printer.Print(new Grid(
                words["run", "execução"], words["routine", "rotina"], words["date", "data"], words["from", "de"], words["to", "para"],
                words["changed", "mudou"]).AddAll(response.Touched, run =>
                [
                    run.Run, run.Routine, Printer.Text(run.OrderDate), words.Sentences.Word(run.From), words.Sentences.Word(run.To),
                    run.Changed ? words["yes", "sim"] : words["was so", "já era"],
                ]));
        }

        PrintRefused(response.Refused, printer);
    }

    public static void Print(IReadOnlyList<(RunId Of, RerunResponse Response, RunView? Made)> reruns, Printer printer)
    {
        var words = printer.Words;
        var made = reruns.Where(rerun => rerun.Response.Run is not null).ToList();
        if (made.Count > 0)
        {
            printer.Print(new Grid(words["run", "execução"], words["new run", "nova execução"], words["due", "horário"])
                .AddAll(made, rerun => [rerun.Of, rerun.Response.Run, printer.Text(rerun.Made?.DueAt)]));
        }

        PrintRefused([.. reruns.Select(rerun => rerun.Response.Refused).OfType<RefusedRunView>()], printer);
    }

    public static void WarnOfCount(int found, Printer printer) => printer.Warn(printer.Words[
        $"The filter finds {found} runs, which is not the expected number; nothing was changed.",
        $"O filtro acha {found} execuções, não o número esperado; nada foi alterado."]);

    private static void PrintRefused(IReadOnlyList<RefusedRunView> refused, Printer printer)
    {
        foreach (var run in refused)
        {
            var why = printer.Words.Sentences.Refusal(run.Code, run.Reason);
            printer.Warn(printer.Words[$"Run {run.Run} refused ({run.Code}): {why}", $"Execução {run.Run} recusada ({run.Code}): {why}"]);
        }
    }
}
