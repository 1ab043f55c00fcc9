using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>A command's help, in the language that was chosen.</summary>
internal sealed class HelpPage(Words words) : SynchronousCommandLineAction
{
    private readonly HelpAction standard = new();

    /// <summary>Who asks for help need not know yet what is required.</summary>
    public override bool ClearsParseErrors => true;

    public static HelpOption Option(Words words) =>
        new() { Action = new HelpPage(words), Description = words["What there is, and how to write it.", "O que existe, e como se escreve."] };

    public override int Invoke(ParseResult parsed)
    {
        Write(parsed, parsed.InvocationConfiguration.Output);
        return ExitCode.Ok;
    }

    /// <summary>
    /// The list of commands: the name before the old ones, which the parser sorts, and an argument that may be left out in brackets.
    /// </summary>
    private static string Listed(string page, Command command) => command.Subcommands.Aggregate(page, (text, sub) =>
    {
        var arguments = string.Concat(sub.Arguments.Select(argument => $" <{argument.Name}>"));
        var shown = string.Concat(sub.Arguments.Select(
            argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" <{argument.Name}>"));
        var sorted = string.Join(", ", sub.Aliases.Append(sub.Name).Order(StringComparer.OrdinalIgnoreCase));
        return text.Replace($"\n  {sorted}{arguments} ", $"\n  {string.Join(", ", sub.Aliases.Prepend(sub.Name))}{shown} ", StringComparison.Ordinal);
    });

    public void Write(ParseResult parsed, TextWriter to)
    {
        using var page = new StringWriter(CultureInfo.InvariantCulture);
        var before = parsed.InvocationConfiguration.Output;
        parsed.InvocationConfiguration.Output = page;
        ParserTexts.InEnglish(() => standard.Invoke(parsed));
        parsed.InvocationConfiguration.Output = before;
        var text = Listed(page.ToString(), parsed.CommandResult.Command);
        to.Write(words[text, ParserTexts.HelpPage(text)]);
    }
}
