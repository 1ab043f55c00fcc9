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

    public void Write(ParseResult parsed, TextWriter to)
    {
        using var page = new StringWriter(CultureInfo.InvariantCulture);
        var before = parsed.InvocationConfiguration.Output;
        parsed.InvocationConfiguration.Output = page;
        ParserTexts.InEnglish(() => standard.Invoke(parsed));
        parsed.InvocationConfiguration.Output = before;
        to.Write(words[page.ToString(), ParserTexts.HelpPage(page.ToString())]);
    }
}
