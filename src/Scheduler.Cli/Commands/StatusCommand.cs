using System.CommandLine;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Client;

namespace RoutineScheduler.Cli.Commands;

internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("status", context.Words["The queue's counts, nodes, loads and what comes next.", "Contagens da fila, nós, cargas e o que vem a seguir."]);
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
            Print(status, desk.Printer);
        }

        return ExitCode.Ok;
    }

    private static void Print(SchedulerStatus status, Printer printer)
    {
        var words = printer.Words;
        printer.Line(words[$"{status.Storage}, {status.Routines} routines, {printer.Text(status.Now)}", $"{status.Storage}, {status.Routines} rotinas, {printer.Text(status.Now)}"]);
        if (status.AbsenceIsOpen)
        {
            printer.Line(words["An absence is open: nothing is claimed until it is caught up.", "Há uma ausência aberta: nada é executado até a recuperação."]);
        }

        printer.Heading(words["Runs", "Execuções"]);
        printer.Print(new Grid(words["state", "estado"], words["runs", "execuções"]).AddAll(status.Counts.OrderBy(count => count.Key), count => [count.Key, count.Value]));
        printer.Heading(words["Nodes", "Nós"]);
        printer.Print(new Grid(words["node", "nó"], words["alive", "vivo"], words["last beat", "último sinal"], words["places", "lugares"], words["executors", "executores"])
            .AddAll(status.Nodes, node => [node.Node, node.IsAlive ? words["yes", "sim"] : words["no", "não"], printer.Text(node.LastBeatAt), node.Places, string.Join(", ", node.Executors)]));
        printer.Heading(words["Loads", "Cargas"]);
        printer.Print(new Grid(words["date", "data"], words["state", "estado"], words["at", "quando"], words["trigger", "origem"], words["by", "por"], words["planned", "planejadas"], words["ignored", "ignoradas"])
            .AddAll(status.Loads, load => [Printer.Text(load.Date), load.IsStale ? $"{load.State} ({words["stale", "desatualizada"]})" : load.State, printer.Text(load.At), load.Trigger, load.Actor, load.Totals.Planned, load.Totals.Ignored]));
        if (status.NextDue is { } next)
        {
            printer.Heading(words[$"Next: {next.Routine} at {printer.Text(next.DueAt)} (run {next.Id})", $"Próxima: {next.Routine} às {printer.Text(next.DueAt)} (execução {next.Id})"]);
        }
    }
}
