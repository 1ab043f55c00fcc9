using System.Text.RegularExpressions;
using Xunit;

namespace RoutineScheduler.Core.Tests.Docs;

/// <summary>C# in the pages is compiled: each block stands, line for line, in a file of some project.</summary>
public sealed class SnippetTests
{
    private static readonly Lazy<IReadOnlyList<string>> Compiled = new(() => [.. Repository.Files("*.cs").Select(file => Lines(Repository.Read(file)))]);

    public static TheoryData<string, string> Blocks => new(
        from page in Repository.Files("*.md")
        from block in Regex.Matches(Repository.Read(page), "^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)
        select (page, block.Groups[1].Value));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_stands_in_a_compiled_file(string page, string block)
    {
        var usings = Regex.Matches(block, @"^using [\w.]+;$", RegexOptions.Multiline).Select(line => $"\n{line.Value}\n").ToList();
        var rest = Lines(Regex.Replace(block, @"^using [\w.]+;$", "", RegexOptions.Multiline));

        Assert.True(
            Compiled.Value.Any(file => file.Contains(rest, StringComparison.Ordinal) && usings.All(line => file.Contains(line, StringComparison.Ordinal))),
            $"{page} has code that no file has, so nobody knows whether it compiles: put it into one below tests/Scheduler.Scenarios/Docs.\n{block}");
    }

    /// <summary>Where a line is indented, and where lines are empty, does not matter.</summary>
    private static string Lines(string text) => $"\n{string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))}\n";
}
