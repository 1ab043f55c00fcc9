using System.CommandLine;
using RoutineScheduler.Cli.Terminal;

namespace RoutineScheduler.Cli.Commands;

internal static class CommandTree
{
    private const string English = """
        Routines on business days: load the day, execute it, look at it, act on it.

        Exit codes: 0 done · 1 the answer is no (a run failed, an action was refused, a load could not decide, the plan had changed) ·
        2 wrong arguments · 3 storage · 4 the host's options or definitions · 5 stdout · 70 a fault of the scheduler · 130 interrupted
        """;

    private const string Portuguese = """
        Rotinas em dias úteis: carregar o dia, executar, consultar, agir.

        Códigos de saída: 0 feito · 1 a resposta é não (uma execução falhou, uma ação foi recusada, uma carga não decidiu, o plano mudou) ·
        2 argumentos errados · 3 banco · 4 opções ou definições do programa · 5 saída padrão · 70 falha do scheduler · 130 interrompido
        """;

    /// <summary>Not a RootCommand: that one calls itself by the name of the file that was started.</summary>
    public static Command Create(CommandContext context)
    {
        var root = new Command("scheduler", context.Words[English, Portuguese]);
        foreach (var option in Options(context))
        {
            root.Add(option);
        }

        foreach (var command in Commands(context))
        {
            root.Add(command);
        }

        root.Add(HelpCommand.Create(context, root));

        return root;
    }

    private static IEnumerable<Option> Options(CommandContext context)
    {
        var version = new VersionOption { Description = context.Words["The tool's version.", "A versão da ferramenta."] };
        Option[] all = [HelpPage.Option(context.Words), version, context.Json, context.Quiet, context.Lang, context.Actor];
        return context.Host is null ? [.. all, context.Storage] : all;
    }

    private static IEnumerable<Command> Commands(CommandContext context) =>
    [
        LoadCommand.Create(context), RunCommand.Create(context),
        PlanCommand.Create(context), ExplainCommand.Create(context), StatusCommand.Create(context), RunsCommand.Create(context),
        LogsCommand.Create(context), OrderCommand.Create(context), CalendarCommands.Create(context), CronCommand.Create(context),
        RoutinesCommand.Create(context), AskCommand.Create(context),
        .. ActionCommands.Create(context),
    ];
}
