using Microsoft.Extensions.Logging.Abstractions;
using RoutineScheduler.Executors.Placing;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Placing;

public sealed class WholeFileTests : IDisposable
{
    private static readonly FencingToken Token = new(7);

    private readonly AFolder here = new();
    private AFolder? there;

    public void Dispose()
    {
        here.Dispose();
        there?.Dispose();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_file_takes_the_place_of_another_and_leaves_nothing_beside_it(bool elsewhere, bool isThere)
    {
        var (source, target) = (ASource("new"), ATarget(elsewhere));
        if (isThere)
        {
            File.WriteAllText(target, "old, and longer");
        }

        WholeFile.Replace(source, target, Token, NullLogger.Instance, CancellationToken.None);

        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal(["a.csv"], Beside(target));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_moved_file_keeps_its_time_and_leaves_its_place(bool elsewhere)
    {
        var (source, target) = (ASource("new"), ATarget(elsewhere));
        var written = new DateTime(2026, 9, 18, 20, 0, 0, 123, DateTimeKind.Utc).AddTicks(4567);
        File.SetLastWriteTimeUtc(source, written);

        WholeFile.Move(source, target, Token, NullLogger.Instance);

        Assert.Equal(("new", written), (File.ReadAllText(target), File.GetLastWriteTimeUtc(target)));
        Assert.False(File.Exists(source));
        Assert.Equal(["a.csv"], Beside(target));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_is_not_moved_over_another(bool elsewhere)
    {
        var (source, target) = (ASource("new"), ATarget(elsewhere));
        File.WriteAllText(target, "old");

        Assert.ThrowsAny<IOException>(() => WholeFile.Move(source, target, Token, NullLogger.Instance));

        Assert.Equal(("new", "old"), (File.ReadAllText(source), File.ReadAllText(target)));
        Assert.Equal(["a.csv"], Beside(target));
    }

    [Fact]
    public void A_copy_that_is_stopped_leaves_what_was_there()
    {
        var (source, target) = (ASource("new"), ATarget(elsewhere: true));
        File.WriteAllText(target, "old");

        Assert.Throws<OperationCanceledException>(
            () => WholeFile.Replace(source, target, Token, NullLogger.Instance, new CancellationToken(canceled: true)));

        Assert.Equal("old", File.ReadAllText(target));
        Assert.Equal(["a.csv"], Beside(target));
    }

    [Fact]
    public void A_copy_is_made_beside_its_place_under_another_name()
    {
        var (source, target) = (ASource("new"), ATarget(elsewhere: true));
        var seen = new List<string?>();
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(target)!) { IncludeSubdirectories = false };
        using var arrived = new ManualResetEventSlim();
        watcher.Renamed += (_, e) =>
        {
            seen.Add(e.OldName);
            arrived.Set();
        };
        watcher.EnableRaisingEvents = true;

        WholeFile.Replace(source, target, Token, NullLogger.Instance, CancellationToken.None);

        Assert.True(arrived.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal([".a.csv.7.part"], seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_dead_attempt_had_copied_is_cleared_away(bool moves)
    {
        var (source, target) = (ASource("new"), ATarget(elsewhere: true));
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(target)!, ".a.csv.6.part"), "ne");

        if (moves)
        {
            WholeFile.Move(source, target, Token, NullLogger.Instance);
        }
        else
        {
            WholeFile.Replace(source, target, Token, NullLogger.Instance, CancellationToken.None);
        }

        Assert.Equal(["a.csv"], Beside(target));
    }

    private string ASource(string text)
    {
        File.WriteAllText(here.At("a.csv"), text);
        return here.At("a.csv");
    }

    private string ATarget(bool elsewhere)
    {
        if (elsewhere)
        {
            there = AFolder.OnAnotherFileSystemThan(here);
            return there.At("a.csv");
        }

        Directory.CreateDirectory(here.At("below"));
        return here.At("below", "a.csv");
    }

    private static IEnumerable<string> Beside(string target) =>
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(target)!, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None })
            .Select(path => Path.GetFileName(path));
}
