using System.Text.RegularExpressions;
using Xunit;

namespace RoutineScheduler.Core.Tests.Docs;

/// <summary>C# in the pages is compiled: each block stands, line for line, in a file of some project; with usings it can be pasted.</summary>
public sealed partial class SnippetTests
{
    private static readonly Lazy<IReadOnlyList<(string Text, HashSet<string> Usings)>> Compiled =
        new(() => [.. Repository.Files("*.cs").Select(Repository.Read).Select(file => (Lines(file), UsingsOf(file)))]);

    public static TheoryData<string, string> Blocks => new(
        from page in Repository.Files("*.md")
        from block in Regex.Matches(Repository.Read(page), "^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)
        select (page, block.Groups[1].Value));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_stands_in_a_compiled_file(string page, string block)
    {
        var usings = UsingsOf(block);
        var rest = Lines(Using().Replace(block, ""));

        Assert.True(
            Compiled.Value.Any(file => file.Text.Contains(rest, StringComparison.Ordinal) && (usings.Count == 0 || usings.SetEquals(file.Usings))),
            $"{page} has code that no file has, so nobody knows whether it compiles: put it into one below tests/Scheduler.Scenarios/Docs. "
            + $"A block that has usings has all of that file.\n{block}");
    }

    private static HashSet<string> UsingsOf(string text) => [.. Using().Matches(text).Select(line => line.Value)];

    [GeneratedRegex(@"^using [\w.]+;$", RegexOptions.Multiline)]
    private static partial Regex Using();

    /// <summary>Where a line is indented, and where lines are empty, does not matter.</summary>
    private static string Lines(string text) =>
        $"\n{string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))}\n";
}
