using System.Text.RegularExpressions;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>What a page of docs shows, so that a test reads the very text that a reader copies.</summary>
internal static class GuidePage
{
    public static string Read(string guide) => File.ReadAllText(Path.Combine(Root(), "docs", "guides", guide));

    /// <summary>The blocks of one language, in the order of the page.</summary>
    public static IReadOnlyList<string> Blocks(string guide, string language) =>
    [
        .. Regex.Matches(Read(guide), $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)
            .Select(block => block.Groups[1].Value),
    ];

    /// <summary>What a compiled file of the guide's code is above its namespace.</summary>
    /// <param name="file">Below this folder.</param>
    public static IEnumerable<string> UsingsOf(string file) =>
        Regex.Matches(
            File.ReadAllText(Path.Combine(Root(), "tests", "Scheduler.Scenarios", "Docs", file)), "^using ([A-Za-z.]+);", RegexOptions.Multiline)
            .Select(line => line.Groups[1].Value);

    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Scheduler.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"There is no Scheduler.sln above {AppContext.BaseDirectory}.");
    }
}
