using System.CommandLine;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Client;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Commands;

/// <summary>What a person does with runs: named ones, or all that a filter finds when the number is the expected one.</summary>
internal static class ActionCommands
{
    private const string NotFound = "not found";

    public static IEnumerable<Command> Create(CommandContext context)
    {
        var words = context.Words;
        yield return Plain(context, "hold", words["Keep runs from starting.", "Retém execuções."], new RunAction.Hold());
        yield return WithBypass(context, "release", words["Let held runs go on.", "Libera execuções retidas."], Release);
        yield return Plain(
            context, "cancel", words["Cancel runs; a running one is asked to stop.", "Cancela execuções; a que executa é avisada."],
            new RunAction.Cancel());
        yield return Plain(
            context, "skip", words["Leave runs out; successors go on.", "Pula execuções; as sucessoras seguem."], new RunAction.Skip());
        yield return Plain(
            context, "accept", words["Set ended runs OK, so that successors go on.", "Aceita execuções encerradas; as sucessoras seguem."],
            new RunAction.Accept());
        yield return WithBypass(context, "start", words["Start runs now.", "Inicia execuções já."], bypass => new RunAction.StartNow(bypass));
        yield return Rerun(context);
    }

    private static RunAction.Release Release(Bypass bypass) => bypass is Bypass.None or Bypass.Window
        ? new RunAction.Release(bypass == Bypass.Window)
        : throw new UsageException("--bypass: a release can bypass the window only.", "--bypass: uma liberação só pode ignorar a janela.");

    private static Command Plain(CommandContext context, string name, string description, RunAction action)
    {
        var command = new Command(name, description);
        var target = new RunTargetOptions(context, command);
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(parsed, desk => ActAsync(desk, action, target, parsed, cancel), cancel));
        return command;
    }

    private static Command WithBypass(CommandContext context, string name, string description, Func<Bypass, RunAction> action)
    {
        var bypass = context.Words.Values("--bypass", "due,window,edges,concurrency", "What not to wait for.", "O que não esperar.");
        var command = new Command(name, description) { bypass };
        var target = new RunTargetOptions(context, command);
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(
            parsed, desk => ActAsync(desk, action(Bypassed(parsed.GetValue(bypass), context.Words)), target, parsed, cancel), cancel));
        return command;
    }

    private static Bypass Bypassed(string[]? names, Words words) =>
        Given.Named<Bypass>(names ?? [], "--bypass", words).Aggregate(Bypass.None, (all, one) => all | one);

    private static Command Rerun(CommandContext context)
    {
        var command = new Command("rerun", context.Words[
            "Make new runs of ended ones; the order date is kept.", "Reexecuta execuções encerradas; a data é mantida."]);
        var target = new RunTargetOptions(context, command);
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(parsed, desk => RerunAsync(desk, target, parsed, cancel), cancel));
        return command;
    }

    private static async Task<int> ActAsync(Desk desk, RunAction action, RunTargetOptions options, ParseResult parsed, CancellationToken cancel)
    {
        var response = await desk.Client.ActAsync(action, options.Read(parsed, desk), desk.Because(options.Reason(parsed)), cancel);
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(response);
        }
        else
        {
            ActionReport.Print(response, action, await GoodAlreadyAsync(desk, action, response, cancel), desk.Printer);
        }

        return Code(response.CountDiffers, response.Selected, response.Refused, desk);
    }

    /// <summary>Of the runs that were not accepted, those whose end needs no accepting, with their states.</summary>
    private static async Task<IReadOnlyDictionary<RunId, RunState>> GoodAlreadyAsync(
        Desk desk, RunAction action, ActionResponse response, CancellationToken cancel)
    {
        var good = new Dictionary<RunId, RunState>();
        foreach (var refused in action is RunAction.Accept ? response.Refused : [])
        {
            if ((await desk.Client.FindRunAsync(refused.Run, cancel))?.Run.State is { } state && state.IsGood())
            {
                good.Add(refused.Run, state);
            }
        }

        return good;
    }

    private static async Task<int> RerunAsync(Desk desk, RunTargetOptions options, ParseResult parsed, CancellationToken cancel)
    {
        var response = await desk.Client.RerunAsync(options.Read(parsed, desk), desk.Because(options.Reason(parsed)), cancel);
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(response);
        }
        else
        {
            ActionReport.Print(response, desk.Printer);
        }

        return Code(response.CountDiffers, response.Selected, response.Refused, desk);
    }

    /// <summary>A run that is not there is a wrong argument, whatever else was done.</summary>
    private static int Code(bool countDiffers, int selected, IReadOnlyList<RefusedRunView> refused, Desk desk)
    {
        if (countDiffers)
        {
            ActionReport.WarnOfCount(selected, desk.Printer);
            return ExitCode.No;
        }

        return refused.Any(run => run.Code == NotFound) ? ExitCode.Usage : refused.Count > 0 ? ExitCode.No : ExitCode.Ok;
    }
}
