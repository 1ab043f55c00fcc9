using System.CommandLine;
using RoutineScheduler.Cli.Commands;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Cli.Tests.Ask;
using NodaTime;
using NodaTime.Testing;
using Xunit;

namespace RoutineScheduler.Cli.Tests;

/// <summary>The guide is about the commands that there are.</summary>
public sealed class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Find());

    [Fact]
    public void Every_command_and_option_stands_in_the_guide()
    {
        var clock = new FakeClock(Instant.FromUtc(2026, 11, 19, 15, 0));
        var surroundings = new Surroundings(Stream.Null, TextWriter.Null, TextWriter.Null, _ => null, clock);
        var tree = CommandTree.Create(new CommandContext(surroundings, Words.English, Host: null, default));
        var missing = from command in Below(tree)
                      from name in command.Options.Select(option => option.Name).Append(command.Name)
                      where name is not "--help" and not "--version" && !Guide.Contains(name, StringComparison.Ordinal)
                      select $"{command.Name}: {name}";

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Every_question_of_the_guide_is_answered()
    {
        var questions = Guide.Split('\n').Where(line => line.StartsWith("{\"ask\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(8, questions.Count);
        Assert.All(await Asked.LinesAsync(questions), answer => Assert.DoesNotContain("\"error\"", answer));
    }

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(Below).Prepend(command);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, "docs", "guides", "command-line.md") is var guide && File.Exists(guide))
            {
                return guide;
            }
        }

        throw new FileNotFoundException("docs/guides/command-line.md is not above the tests.");
    }
}
