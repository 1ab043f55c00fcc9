using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>What docs/guides/load-a-file.md shows can be copied.</summary>
public sealed partial class LoadGuideTests
{
    private static readonly JsonSerializerOptions Strict =
        new(JsonSerializerOptions.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    [Fact]
    public void Each_example_of_the_guide_is_read_and_contradicts_nothing()
    {
        var examples = Json().Matches(File.ReadAllText(Guide())).Select(example => example.Groups[1].Value).ToList();

        Assert.Equal(2, examples.Count);
        var (addition, whole) = (JsonNode.Parse(examples[0])!.AsObject(), JsonNode.Parse(examples[1])!.AsObject());
        Assert.Empty(Problems(whole));
        foreach (var (name, value) in addition)
        {
            whole.Add(name, value!.DeepClone());
        }

        Assert.Empty(Problems(whole));
    }

    private static IReadOnlyList<string> Problems(JsonObject parameters) => LoadFileProblems.Of(parameters.Deserialize<LoadFile>(Strict)!);

    private static string Guide()
    {
        var folder = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Scheduler.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        Assert.NotNull(folder);
        return Path.Combine(folder, "docs", "guides", "load-a-file.md");
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();
}
