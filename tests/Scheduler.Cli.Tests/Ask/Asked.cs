using System.Text;
using System.Text.Json;
using RoutineScheduler.Cli.Ask;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Ask;

/// <summary>Questions through a session of their own.</summary>
internal static class Asked
{
    public static async Task<IReadOnlyList<string>> LinesAsync(byte[] input)
    {
        using var output = new StringWriter();
        await new AskSession(new MemoryStream(input), output).RunAsync(TestContext.Current.CancellationToken);
        var text = output.ToString();
        Assert.True(text.Length == 0 || text.EndsWith('\n'));
        return text.Length == 0 ? [] : text[..^1].Split('\n');
    }

    public static Task<IReadOnlyList<string>> LinesAsync(IEnumerable<string> questions) =>
        LinesAsync(Encoding.UTF8.GetBytes(string.Concat(questions.Select(question => question + "\n"))));

    public static async Task<string> LineAsync(string question) => Assert.Single(await LinesAsync([question]));

    /// <summary>What is wrong with the question.</summary>
    public static async Task<string> ErrorAsync(string question)
    {
        using var answer = JsonDocument.Parse(await LineAsync(question));
        return Assert.Single(answer.RootElement.EnumerateObject()) is { Name: "error" } error
            ? error.Value.GetString()!
            : throw new InvalidOperationException($"{question} was answered: {answer.RootElement}");
    }
}
