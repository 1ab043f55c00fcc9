using NodaTime;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Cli.Wording;
using RoutineScheduler.Client;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>What came of the runs that one process executed, and which ones it left.</summary>
internal static class OutcomeReport
{
    public static void Print(
        IReadOnlyList<RunDetails> runs, int succeeded, int failed, Func<RoutineKey, LocalDate, Subject> about, Printer printer)
    {
        var words = printer.Words;
        if (runs.Count > 0)
        {
            printer.Print(new Grid(
                words["run", "execução"], words["routine", "rotina"], words["date", "data"], words["state", "estado"],
                words["attempts", "tentativas"], words["took", "duração"], words["result", "resultado"], words["message", "mensagem"])
                .AddAll(runs, run => Cells(run, about(run.Run.Routine, run.Run.OrderDate), printer)));
        }

        printer.Line(words[
            $"{runs.Count} executed, {succeeded} succeeded, {failed} failed{Others(runs, printer)}",
            $"{words.Count(runs.Count, "", "", "executada", "executadas")}, {succeeded} com sucesso, {failed} com falha{Others(runs, printer)}"]);
    }

    /// <summary>What became of the rest: retries and polls by when they are, other ends by their names.</summary>
    private static string Others(IReadOnlyList<RunDetails> runs, Printer printer)
    {
        var (words, again) = (printer.Words, runs.Where(run => run.Run.State == RunState.Recovering).ToList());
        var others = runs.Where(run => !run.Run.State.IsGood() && run.Run.State is not (RunState.Failed or RunState.Recovering))
            .GroupBy(run => run.Run.State).OrderBy(group => group.Key).Select(group => $", {words.Sentences.Counted(group.Count(), group.Key)}");
        var next = again.Count > 0 ? printer.Text(again.Min(run => run.Run.DueAt)) : "";
        var first = again.Count > 1 ? words["the first ", "a primeira "] : "";
        return (again.Count, string.Concat(others)) switch
        {
            (0, var ended) => ended,
            (var count, var ended) => words[
                $", {count} to be tried again, {first}at {next}{ended}", $", {count} a tentar de novo, {first}às {next}{ended}"],
        };
    }

    private static object?[] Cells(RunDetails run, Subject about, Printer printer)
    {
        var (view, last, words) = (run.Run, run.Attempts.LastOrDefault(), printer.Words);
        return
        [
            view.Id, view.Routine, Printer.Text(view.OrderDate), words.Sentences.Word(view.State), view.Attempts,
            last is null ? "" : Printer.Text(last.EndedAt - last.StartedAt), last is null ? "" : printer.Brought(last),
            Message(view, last, about, words),
        ];
    }

    private static string Message(RunView run, AttemptRecord? last, Subject about, Words words) => string.Join("; ", new[]
    {
        run.Cause is { } cause ? words.Sentences.Cause(cause, about) : null, last?.Message,
    }.OfType<string>());

    public static void PrintLeft(IReadOnlyDictionary<string, int> left, Printer printer)
    {
        if (left.Count > 0)
        {
            var (runs, names) = (left.Values.Sum(), string.Join(", ", left.Select(entry => $"{entry.Key} ({entry.Value})")));
            printer.Line(printer.Words[
                $"{runs} due left: this process does not have their executors: {names}",
                $"{runs} na hora ficaram: este processo não tem seus executores: {names}"]);
        }
    }

    /// <summary>What is due and was not started although it could be executed here; the first ones by name.</summary>
    public static void PrintWaiting(int count, IReadOnlyList<(RunView Run, IReadOnlyList<string> Why)> named, Printer printer)
    {
        if (count == 0)
        {
            return;
        }

        var words = printer.Words;
        printer.Line(words[
            $"{words.Count(count, "due run waits", "due runs wait", "", "")}:",
            $"{words.Count(count, "", "", "execução na hora espera", "execuções na hora esperam")}:"]);
        foreach (var (run, why) in named)
        {
            var reasons = why.Count > 0 ? string.Join("; ", why) : words["nothing keeps it: 'run' starts it", "nada a impede: 'executar' a inicia"];
            printer.Line(words[
                $"  run {run.Id}, {run.Routine} {Printer.Text(run.OrderDate)}: {reasons}",
                $"  execução {run.Id}, {run.Routine} {Printer.Text(run.OrderDate)}: {reasons}"]);
        }

        if (count > named.Count)
        {
            printer.Line(words[$"  … and {count - named.Count} more: 'runs'", $"  … e mais {count - named.Count}: 'runs'"]);
        }
    }
}
