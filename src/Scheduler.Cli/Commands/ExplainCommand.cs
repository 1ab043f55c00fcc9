using System.CommandLine;
using RoutineScheduler.Cli.Rendering;

namespace RoutineScheduler.Cli.Commands;

internal static class ExplainCommand
{
    public static Command Create(CommandContext context)
    {
        var words = context.Words;
        var routine = new Argument<string>("ROUTINE") { Description = words["The routine's key.", "A chave da rotina."] };
        var date = new Argument<string>("DATE") { Description = words["The order date.", "A data."] };
        var command = new Command("explain", words["Why a routine runs, ran or does not run on a date, and what comes next.", "Por que uma rotina executa, executou ou não executa numa data, e o que vem depois."]) { routine, date };
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(parsed, desk => ExplainAsync(desk, parsed.GetRequiredValue(routine), parsed.GetRequiredValue(date), cancel), cancel));
        return command;
    }

    private static async Task<int> ExplainAsync(Desk desk, string routine, string date, CancellationToken cancel)
    {
        var explained = await desk.Client.ExplainAsync(Given.Routine(routine), desk.Date(date, "DATE"), cancel);
        var printer = desk.Printer;
        if (printer.AsJson)
        {
            printer.Json(explained);
            return ExitCode.Ok;
        }

        printer.Line(explained.Text);
        foreach (var detail in explained.Details)
        {
            printer.Line($"  {detail}");
        }

        if (explained.Stored.Count > 0)
        {
            printer.Line(desk.Words[$"The load decided: {string.Join("; ", explained.Stored)}", $"A carga decidiu: {string.Join("; ", explained.Stored)}"]);
        }

        foreach (var run in explained.Runs)
        {
            RunReport.Print(run, printer);
        }

        return ExitCode.Ok;
    }
}
