using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Cli.Wording;
using RoutineScheduler.Client;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Rendering;

internal static class ActionReport
{
    /// <param name="goodAlready">Refused runs that need no accepting.</param>
    public static void Print(ActionResponse response, RunAction action, IReadOnlyDictionary<RunId, RunState> goodAlready, Printer printer)
    {
        var words = printer.Words;
        if (response.Touched.Count > 0)
        {
            printer.Print(new Grid(
                words["run", "execução"], words["routine", "rotina"], words["date", "data"], words["from", "de"], words["to", "para"],
                words["changed", "mudou"]).AddAll(response.Touched, run =>
                [
                    run.Run, run.Routine, Printer.Text(run.OrderDate), words.Sentences.Word(run.From), words.Sentences.Word(run.To),
                    Changed(run, action, words),
                ]));
        }

        PrintRefused(response.Refused.Where(run => !goodAlready.ContainsKey(run.Run)), printer);
        foreach (var (run, state) in goodAlready)
        {
            printer.Warn(words[
                $"Run {run} is {words.Sentences.Word(state)}, which is good for its successors already: there is nothing to accept.",
                $"A execução {run} está {PortugueseWords.StateOfOne[state]}, o que já basta às sucessoras: não há o que aceitar."]);
        }
    }

    /// <summary>What runs is only asked: its state is another once its attempt has ended.</summary>
    private static string Changed(TouchedRunView run, RunAction action, Words words) => (run, action) switch
    {
        ({ Changed: false }, _) => words["was so", "já era"],
        ({ From: RunState.Running, To: RunState.Running }, RunAction.Cancel) => words["asked to stop", "parada pedida"],
        ({ From: RunState.Running, To: RunState.Running }, RunAction.Hold) =>
            words["held once its attempt ends", "retida quando a tentativa terminar"],
        _ => words["yes", "sim"],
    };

    public static void Print(RerunResponse response, Printer printer)
    {
        var words = printer.Words;
        if (response.Made.Count > 0)
        {
            printer.Print(new Grid(
                words["run", "execução"], words["new run", "nova execução"], words["routine", "rotina"], words["date", "data"],
                words["due", "horário"]).AddAll(
                response.Made, made => [made.Of, made.Run, made.Routine, Printer.Text(made.OrderDate), printer.Text(made.DueAt)]));
        }

        PrintRefused(response.Refused, printer);
    }

    public static void WarnOfCount(int found, Printer printer) => printer.Warn(printer.Words[
        $"The filter finds {found} runs, which is not the expected number; nothing was changed.",
        $"O filtro acha {found} execuções, não o número esperado; nada foi alterado."]);

    private static void PrintRefused(IEnumerable<RefusedRunView> refused, Printer printer)
    {
        foreach (var run in refused)
        {
            var why = printer.Words.Sentences.Refusal(run.Code, run.Reason);
            printer.Warn(printer.Words[$"Run {run.Run} refused ({run.Code}): {why}", $"Execução {run.Run} recusada ({run.Code}): {why}"]);
        }
    }
}
