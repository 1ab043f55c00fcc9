using System.CommandLine;
using System.CommandLine.Invocation;
using Microsoft.Extensions.Hosting;
using RoutineScheduler.Cli.Commands;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;

namespace RoutineScheduler.Cli;

/// <summary>One command line: parsed, carried out, its mistakes told in one line on stderr, its end as an exit code.</summary>
internal static class CommandLine
{
    // A file of arguments ("@file") is not for us: a reason may begin with @.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    /// <param name="host">Null: the tool, with --storage.</param>
    /// <param name="cancel">The first interrupt.</param>
    /// <param name="hurry">The second one.</param>
    public static async Task<int> RunAsync(
        string[] args, IHost? host, Surroundings surroundings, CancellationToken cancel, CancellationToken hurry = default)
    {
        var words = Words.Of(args, surroundings.Variable);
        try
        {
            var parsed = ParserTexts.InEnglish(() => CommandTree.Create(new CommandContext(surroundings, words, host, hurry)).Parse(args, Parser));
            return parsed.Action is ParseErrorAction || (IsToBeCarriedOut(parsed) && UnexpectedToken.Of(parsed).Count > 0)
                ? Tell(parsed, surroundings.Error, words, host)
                : await InvokeAsync(parsed, surroundings, cancel);
        }
        catch (Exception exception)
        {
            var failure = Failure.Of(exception, words);
            surroundings.Error.WriteLine(Lines(failure.Message));
            return failure.ExitCode;
        }
        finally
        {
            await surroundings.Error.FlushAsync(CancellationToken.None);
        }
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancel)
    {
        var code = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            },
            cancel);
        await surroundings.Output.FlushAsync(CancellationToken.None);
        return code;
    }

    /// <summary>And not only told of, or asked for help about.</summary>
    private static bool IsToBeCarriedOut(ParseResult parsed) => parsed.Action == parsed.CommandResult.Command.Action;

    /// <summary>Who named no command is shown which there are.</summary>
    private static int Tell(ParseResult parsed, TextWriter error, Words words, IHost? host)
    {
        foreach (var problem in Problems(parsed, words, host))
        {
            error.WriteLine(Grid.Harmless(problem));
        }

        if (parsed.CommandResult.Command.Action is null && parsed.UnmatchedTokens.Count == 0)
        {
            error.WriteLine();
            new HelpPage(words).Write(parsed, error);
        }
        else
        {
            error.WriteLine(words["'--help' shows what there is.", "'--help' mostra o que existe."]);
        }

        return ExitCode.Usage;
    }

    private static IEnumerable<string> Problems(ParseResult parsed, Words words, IHost? host)
    {
        var (command, unexpected) = (parsed.CommandResult.Command, UnexpectedToken.Of(parsed));
        if (host is not null && unexpected.Any(IsStorage))
        {
            return [words[
                $"{command.Name}: --storage is the tool's; this program has a storage of its own, and asks that one. Leave it out.",
                $"{command.Name}: --storage é da ferramenta; este programa tem o seu próprio banco e consulta esse. Omita a opção."]];
        }

        return unexpected.Count > 0
            ? unexpected.Select(token => UnexpectedToken.In(command, token)).Select(wrong => words[wrong.Message, wrong.InPortuguese])
            : parsed.Errors.Select(problem => $"{command.Name}: {words[problem.Message, ParserTexts.Error(problem.Message)]}").Distinct();
    }

    private static bool IsStorage(string token) => token == "--storage" || token.StartsWith("--storage=", StringComparison.Ordinal);

    /// <summary>A configuration lists its problems line by line.</summary>
    private static string Lines(string message) =>
        string.Join(Environment.NewLine, message.ReplaceLineEndings("\n").Split('\n').Select(Grid.Harmless));
}
