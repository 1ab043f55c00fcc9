using System.Text.RegularExpressions;
using Xunit;

namespace RoutineScheduler.Core.Tests.Docs;

/// <summary>docs/guarantees.md promises nothing that no test holds.</summary>
public sealed class GuaranteesPageTests
{
    private const string Page = "docs/guarantees.md";

    private static readonly string Promised = Repository.Read(Page).Split("\n## Not promised")[0];

    [Fact]
    public void Every_test_that_it_names_is_there()
    {
        var missing = from named in Regex.Matches(Promised, @"\[(?<class>\w+)\.(?<method>\w+)\]\(\.\./(?<file>[^)]+)\)")
                      let file = Path.Combine(Repository.Root, named.Groups["file"].Value)
                      let text = File.Exists(file) ? File.ReadAllText(file) : ""
                      where !Regex.IsMatch(text, $@"\bclass {named.Groups["class"].Value}\b") || !IsTest(text, named.Groups["method"].Value)
                      select named.Value;

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_promise_names_a_test()
    {
        var promises = Promised.Split("\n- **").Skip(1).ToList();

        Assert.NotEmpty(promises);
        Assert.All(promises, promise => Assert.Matches(@"\[\w+\.\w+\]\(\.\./tests/", promise));
    }

    /// <summary>The method has an attribute of a test above it.</summary>
    private static bool IsTest(string text, string method) =>
        Regex.IsMatch(text, $@"\[(Fact|Theory)[^;{{}}]*?\bpublic (async )?(Task|ValueTask|void) {method}\(", RegexOptions.Singleline);
}
