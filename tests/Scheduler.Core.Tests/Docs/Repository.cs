using System.Text.RegularExpressions;

namespace RoutineScheduler.Core.Tests.Docs;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Paths from the root, with '/'; what was built, and what hides, is left out.</summary>
    public static IReadOnlyList<string> Files(string pattern) =>
    [
        .. Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" || part[0] == '.'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Rows of the table whose heading begins with this, without heading and rule; cells trimmed.</summary>
    public static IReadOnlyList<string[]> Table(string page, string heading) =>
    [
        .. page.Split('\n').SkipWhile(line => !line.StartsWith($"| {heading}", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'))
            .Skip(2).Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    /// <summary>What stands between backticks.</summary>
    public static IEnumerable<string> Code(string text) => Regex.Matches(text, "`([^`]+)`").Select(match => match.Groups[1].Value);

    private static string FindRoot()
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
