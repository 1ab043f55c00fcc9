using RoutineScheduler.Core.Tests.Architecture;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Core.Tests.Docs;

/// <summary>docs/architecture.md has the folders that there are, and says what each crash leaves.</summary>
public sealed class ArchitecturePageTests
{
    private static readonly string Page = Repository.Read("docs/architecture.md");

    [Fact]
    public void Its_code_map_has_the_folders_in_their_order() =>
        Assert.Equal(DependencyOrderTests.Order, Repository.Table(Page, "folder").Select(row => row[0].Trim('`')));

    [Fact]
    public void What_it_says_to_read_first_is_there()
    {
        var types = typeof(CrashPoints).Assembly.GetTypes().Select(type => type.Name.Split('`')[0]).ToHashSet();

        Assert.All(Repository.Table(Page, "folder").SelectMany(row => Repository.Code(row[2])), name => Assert.Contains(name, types));
    }

    [Fact]
    public void Every_crash_point_is_told()
    {
        var points = typeof(CrashPoints).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(points.Order(), Repository.Table(Page, "crash point").SelectMany(row => Repository.Code(row[0])).Order());
    }

    [Fact]
    public void The_files_of_a_runs_life_are_there()
    {
        var named = Repository.Table(Page, "step").SelectMany(row => Repository.Code(row[1])).Where(name => name.Contains('/')).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.True(File.Exists(Path.Combine(Repository.Root, "src/Scheduler.Core", $"{name}.cs")), name));
    }
}
