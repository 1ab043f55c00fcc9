using System.CommandLine;
using RoutineScheduler.Cli.Terminal;

namespace RoutineScheduler.Cli.Commands;

internal static class CommandTree
{
    /// <summary>Not a RootCommand: that one calls itself by the name of the file that was started.</summary>
    public static Command Create(CommandContext context)
    {
        var root = new Command("scheduler", context.Words[
            """
            Routines on business days: load the day, execute it, look at it, act on it.

            Exit codes: 0 done · 1 the answer is no (a run failed, an action was refused, a load could not decide, the plan had changed) · 2 wrong arguments ·
            3 storage · 4 the host's options or definitions · 70 a fault of the scheduler · 130 interrupted
            """,
            """
            Rotinas em dias úteis: carregar o dia, executar, consultar, agir.

            Códigos de saída: 0 feito · 1 a resposta é não (uma execução falhou, uma ação foi recusada, uma carga não decidiu, o plano mudou) · 2 argumentos errados ·
            3 banco · 4 opções ou definições do programa · 70 falha do scheduler · 130 interrompido
            """])
        {
            HelpPage.Option(context.Words), new VersionOption { Description = context.Words["The tool's version.", "A versão da ferramenta."] }, context.Json, context.Quiet, context.Lang, context.Actor,
            LoadCommand.Create(context), RunCommand.Create(context), PlanCommand.Create(context), ExplainCommand.Create(context), StatusCommand.Create(context),
            RunsCommand.Create(context), LogsCommand.Create(context), OrderCommand.Create(context), CalendarCommands.Create(context), CronCommand.Create(context),
            RoutinesCommand.Create(context), AskCommand.Create(context),
        };
        foreach (var command in ActionCommands.Create(context))
        {
            root.Add(command);
        }

        if (context.Host is null)
        {
            root.Add(context.Storage);
        }

        return root;
    }
}
