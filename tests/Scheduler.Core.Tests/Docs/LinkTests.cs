using System.Text.RegularExpressions;
using Xunit;

namespace RoutineScheduler.Core.Tests.Docs;

/// <summary>Nobody who reads is led nowhere.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => new(Repository.Files("*.md"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_to_a_file_and_to_a_heading_of_it(string page)
    {
        var astray = from link in LinksOf(page)
                     let parts = link.Split('#', 2)
                     let target = parts[0].Length == 0 ? page : Resolve(page, parts[0])
                     let path = Path.Combine(Repository.Root, target)
                     where !(File.Exists(path) || Directory.Exists(path)) || (parts.Length == 2 && !AnchorsOf(target).Contains(parts[1]))
                     select link;

        Assert.Empty(astray);
    }

    [Fact]
    public void Every_page_is_led_to_by_another()
    {
        var reached = Repository.Files("*.md").SelectMany(page => LinksOf(page).Select(link => Resolve(page, link.Split('#')[0]))).ToHashSet();

        Assert.Empty(
            Repository.Files("*.md").Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && !reached.Contains(page))
                .Except(["docs/README.md"]));
    }

    private static IEnumerable<string> LinksOf(string page) => Regex
        .Matches(WithoutCode(Repository.Read(page)), @"\]\(([^)\s]+)\)")
        .Select(match => match.Groups[1].Value)
        .Where(link => !Regex.IsMatch(link, "^[a-z]+:"));

    private static string Resolve(string page, string link) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link))).Replace('\\', '/');

    /// <summary>As the places where Markdown is read make them: small letters and digits, hyphens for spaces, nothing else.</summary>
    private static HashSet<string> AnchorsOf(string page) =>
    [
        .. Regex.Matches(WithoutCode(Repository.Read(page)), "^#+ (.+)$", RegexOptions.Multiline)
            .Select(heading => Regex.Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-')),
    ];

    private static string WithoutCode(string text) => Regex.Replace(text, "^```.*?^```", "", RegexOptions.Singleline | RegexOptions.Multiline);
}
