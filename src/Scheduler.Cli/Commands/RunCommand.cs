using System.Collections.Concurrent;
using System.CommandLine;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Commands;

internal static class RunCommand
{
    /// <summary>Of the runs that are waited for.</summary>
    private const int MostNamed = 5;

    public static Command Create(CommandContext context)
    {
        var words = context.Words;
        var limit = words.Value("--limit", "n", "Start at most so many runs.", "Inicia no máximo tantas execuções.", "--limite");
        var watch = words.Switch(
            "--watch", "Stay and execute what becomes due, until interrupted.", "Fica e executa o que vencer, até ser interrompido.");
        var command = new Command("run", words[
            "Execute what is due now, and what becomes due by that; then say what came of it.",
            "Executa o que está na hora, e o que ficar por causa disso; depois diz o resultado."])
        {
            limit, watch,
        };
        command.Aliases.Add("executar");
        command.SetAction((parsed, cancel) => context.WithDefinitionsAsync(
            parsed,
            desk =>
            {
                var most = Given.NumberOrNull(parsed.GetValue(limit), "--limit", 1, 1_000_000);
                return (parsed.GetValue(watch), most) switch
                {
                    (true, not null) => throw new UsageException(
                        "--limit ends after so many runs and --watch does not end: give one or the other.",
                        "--limit termina depois de tantas execuções e --watch não termina: dê um ou outro."),
                    (true, null) => WatchAsync(desk, cancel),
                    _ => RunDueAsync(desk, most, cancel),
                };
            },
            cancel));
        return command;
    }

    private static async Task<int> WatchAsync(Desk desk, CancellationToken cancel)
    {
        using var progress = new Progress(desk);
        using var stopping = TellOfStopping(desk, cancel);
        await desk.RegisterAsync(cancel);
        desk.Printer.Note(desk.Words["Watching; Ctrl-C lets what runs end and stops.", "Em espera; Ctrl-C deixa terminar o que executa e para."]);
        await desk.Node.WatchAsync(cancel, desk.Hurry);
        return ExitCode.Ok;
    }

    private static async Task<int> RunDueAsync(Desk desk, int? limit, CancellationToken cancel)
    {
        using var progress = new Progress(desk);
        using var stopping = TellOfStopping(desk, cancel);
        await desk.RegisterAsync(cancel);
        try
        {
            await desk.Node.RunDueAsync(limit, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Drained: what had been started is told below.
        }

        var failed = await TellAsync(desk, progress.Runs, CancellationToken.None);
        return cancel.IsCancellationRequested ? ExitCode.Interrupted : failed > 0 ? ExitCode.No : ExitCode.Ok;
    }

    private static CancellationTokenRegistration TellOfStopping(Desk desk, CancellationToken cancel) => cancel.Register(() =>
    {
        var running = desk.Node.Parts.Places.InFlight.Select(attempt => attempt.Run).OrderBy(run => run.Lease.Run.Value)
            .Select(run => $"{run.Routine} {Printer.Text(run.OrderDate)} ({run.Lease.Run})").ToList();
        var names = string.Join(", ", running.Take(MostNamed)) + (running.Count > MostNamed ? ", …" : "");
        desk.Printer.Warn(running.Count == 0
            ? desk.Words["Stopping: nothing runs.", "Parando: nada executa."]
            : desk.Words[
                $"Stopping: waits for {names} to end. Once more stops it at once.",
                $"Parando: espera terminar {names}. Mais uma vez para parar já."]);
    });

    private static async Task<int> TellAsync(Desk desk, IEnumerable<RunId> ids, CancellationToken cancel)
    {
        var runs = new List<RunDetails>();
        foreach (var id in ids.OrderBy(id => id.Value))
        {
            runs.Add((await desk.Client.FindRunAsync(id, cancel))!);
        }

        var left = await RunsLeft.ReadAsync(desk, cancel);
        var (succeeded, failed) = (runs.Count(run => run.Run.State.IsGood()), runs.Count(run => run.Run.State == RunState.Failed));
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(new
            {
                Executed = runs.Count, Succeeded = succeeded, Failed = failed, Runs = runs, Left = left.WithoutExecutor, left.Waiting,
            });
        }
        else
        {
            OutcomeReport.Print(runs, succeeded, failed, desk.About, desk.Printer);
            OutcomeReport.PrintLeft(left.WithoutExecutor, desk.Printer);
            OutcomeReport.PrintWaiting(left.Waiting.Count, left.Named, desk.Printer);
        }

        return failed;
    }

    /// <summary>Hears of every attempt's end, says it on stderr, and remembers the run.</summary>
    private sealed class Progress : IDisposable
    {
        private readonly ConcurrentDictionary<RunId, bool> runs = [];
        private readonly Completions completions;
        private readonly Printer printer;

        public Progress(Desk desk)
        {
            (completions, printer) = (desk.Node.Parts.Completions, desk.Printer);
            completions.OnEnded = Tell;
        }

        public IEnumerable<RunId> Runs => runs.Keys;

        public void Dispose() => completions.OnEnded = null;

        private void Tell(Completion completion, RunFacts after)
        {
            var run = completion.Attempt.Run;
            runs.TryAdd(run.Lease.Run, true);
            var why = after switch
            {
                { Cause: { } known } => $" ({printer.Words.Sentences.Word(known.ToString())})",
                { State: RunState.Recovering } => $" ({printer.Text(after.DueAt)})",
                _ => "",
            };
            printer.Note($"{run.Routine} {Printer.Text(run.OrderDate)} #{run.Number}: {printer.Words.Sentences.Word(after.State)}{why}");
        }
    }
}
