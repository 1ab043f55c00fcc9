using System.Runtime.CompilerServices;
using PublicApiGenerator;
using RoutineScheduler.Hosting;
using Xunit;

namespace RoutineScheduler.Core.Tests.Architecture;

/// <summary>What hosts compile against changes only on purpose.</summary>
public class PublicApiTests
{
    private const int MostTypes = 120;

    [Fact]
    public void The_public_api_is_the_one_that_was_agreed_on()
    {
        var agreed = Path.Combine(Folder(), "PublicApi.txt");
        var actual = typeof(SchedulerOptions).Assembly.GeneratePublicApi(
            new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var expected = File.Exists(agreed) ? File.ReadAllText(agreed).ReplaceLineEndings("\n") : "";
        if (actual != expected)
        {
            var beside = Path.Combine(AppContext.BaseDirectory, "PublicApi.actual.txt");
            File.WriteAllText(beside, actual);
            Assert.Fail(
                "The public API has changed. " +
                $"Where that is meant, copy {beside} over {agreed}, and tell users in CHANGELOG.md.\n{FirstDifference(expected, actual)}");
        }
    }

    [Fact]
    public void A_host_meets_few_types()
    {
        var types = typeof(SchedulerOptions).Assembly.GetExportedTypes().Where(type => type.DeclaringType is null).ToList();

        Assert.True(
            types.Count <= MostTypes,
            $"{types.Count} public types, at most {MostTypes}: " +
            $"make internal what no host needs.\n{string.Join("\n", types.Select(type => type.FullName).Order())}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (before, now) = (expected.Split('\n'), actual.Split('\n'));
        var line = before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Line {line + 1}\n- {before.ElementAtOrDefault(line)}\n+ {now.ElementAtOrDefault(line)}";
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
