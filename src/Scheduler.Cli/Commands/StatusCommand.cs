using System.CommandLine;
using RoutineScheduler.Cli.Rendering;

namespace RoutineScheduler.Cli.Commands;

internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("status", context.Words[
            "What runs today, what ran, what did not and why; nodes, loads and what comes next.",
            "O que executa hoje, o que executou, o que não e por quê; nós, cargas e o que vem a seguir."]);
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(parsed, desk => ShowAsync(desk, cancel), cancel));
        return command;
    }

    private static async Task<int> ShowAsync(Desk desk, CancellationToken cancel)
    {
        var status = await desk.Client.StatusAsync(cancel);
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(status);
        }
        else
        {
            StatusReport.Print(status, desk.About, desk.Printer);
        }

        return ExitCode.Ok;
    }
}
