using System.CommandLine;
using System.CommandLine.Parsing;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>What a command line has that no command takes: a mistyped command or option, or one value too many.</summary>
internal static class UnexpectedToken
{
    /// <summary>What is not known comes alone: what follows it may have been meant for it.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var unmatched = parsed.UnmatchedTokens;
        // An option that is not known fills an argument, where there is room.
        var options = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens).Select(token => token.Value)
            .Concat(unmatched).Where(IsOption).ToList();
        return parsed.CommandResult.Command.Subcommands.Count > 0 && unmatched.Count > 0 && !IsOption(unmatched[0])
            ? [unmatched[0]]
            : options.Count > 0 ? options : unmatched;
    }

    public static UsageException In(Command command, string token)
    {
        var names = IsOption(token) ? Options(command) : command.Subcommands.SelectMany(sub => sub.Aliases.Prepend(sub.Name));
        var meant = Suggestion.For(token.Split('=')[0], names);
        return new UsageException(
            $"{command.Name}: {Quotation.Of(token)} is neither a command nor an option nor expected here.{meant.English}",
            $"{command.Name}: {Quotation.Of(token)} não é comando nem opção, nem é esperado aqui.{meant.Portuguese}");
    }

    private static bool IsOption(string token) => token.Length > 2 && token.StartsWith("--", StringComparison.Ordinal);

    /// <summary>The command's own, and those that all commands know.</summary>
    private static IEnumerable<string> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive)))
            .SelectMany(option => option.Aliases.Prepend(option.Name));
}
