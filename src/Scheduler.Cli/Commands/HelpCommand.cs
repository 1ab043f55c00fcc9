using System.CommandLine;
using RoutineScheduler.Cli.Terminal;

namespace RoutineScheduler.Cli.Commands;

/// <summary>The help as a command, for who does not think of <c>--help</c>.</summary>
internal static class HelpCommand
{
    /// <param name="root">The tree that it tells of.</param>
    public static Command Create(CommandContext context, Command root)
    {
        var words = context.Words;
        var topic = new Argument<string[]>("COMMAND")
        {
            Arity = ArgumentArity.ZeroOrMore, Description = words["The command that it is about.", "O comando de que se trata."],
        };
        var command = new Command("help", words["What there is, or all about one command.", "O que existe, ou tudo sobre um comando."]) { topic };
        command.Aliases.Add("ajuda");
        command.SetAction(parsed =>
        {
            var named = (parsed.GetValue(topic) ?? []).Aggregate((IReadOnlyList<Command>)[root], Below);
            new HelpPage(words).Write(root.Parse([.. named.Skip(1).Select(each => each.Name)]), context.Surroundings.Output);
            return ExitCode.Ok;
        });
        return command;
    }

    private static IReadOnlyList<Command> Below(IReadOnlyList<Command> path, string name) =>
        path[^1].Subcommands.FirstOrDefault(sub => sub.Name == name || sub.Aliases.Contains(name)) is { } found
            ? [.. path, found]
            : throw UnexpectedToken.In(path[^1], name);
}
