using System.Text;
using NodaTime;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>What the process lends a command: streams, variables, and what is known of the terminal. A test hands in its own.</summary>
internal sealed record Surroundings(Stream Input, TextWriter Output, TextWriter Error, Func<string, string?> Variable, IClock Clock)
{
    /// <summary>Of what is waited for, never of what is due.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; means nothing where output is redirected.</summary>
    public int Width { get; init; } = 120;

    /// <summary>Whether nobody reads any more what is written: what goes on until it is interrupted asks.</summary>
    public Func<bool> OutputIsGone { get; init; } = () => false;

    public string Person { get; init; } = "";

    public bool WantsColour => OutputIsTerminal && string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    public static Surroundings OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Surroundings(
            StandardInput.Open(),
            new StreamWriter(new AnswerStream(Console.OpenStandardOutput()), utf8, bufferSize: 64 * 1024),
            TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true }),
            Environment.GetEnvironmentVariable,
#pragma warning disable RS0030 // where the process lends its clock; everything else takes it from here
            SystemClock.Instance)
#pragma warning restore RS0030
        {
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = Console.IsOutputRedirected ? 120 : Math.Max(40, Console.WindowWidth),
            OutputIsGone = StandardOutput.IsGone,
            Person = $"{Environment.UserName}@{Environment.MachineName}",
        };
    }
}
