using System.Text.Json;
using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>A result holds 64 KiB, and one that is larger would fail a run whose rows are committed.</summary>
public sealed class FileLoadResultTests
{
    private const int MostBytes = 64 * 1024;

    private static readonly FileLoadCounts One = FileLoadCounts.None with { Read = 1, New = 1 };

    [Theory]
    [InlineData(3, 200)]
    [InlineData(110, 20)]
    [InlineData(110, 900)]
    [InlineData(700, 4_000)]
    public void However_many_files_and_notes_there_are_the_result_fits_and_says_what_it_leaves_out(int count, int length)
    {
        var files = Enumerable.Range(0, count).Select(i => new LoadedFile($"/{i}{new string('é', length)}", "2026-09-18", One, "/moved")).ToList();
        var notes = files.Select(file => $"{file.Path} is loaded but could not be moved").ToList();

        var result = FileLoadResult.Of(files, notes);

        Assert.True(JsonSerializer.SerializeToUtf8Bytes(result, LoadJson.Default.FileLoadResult).Length < MostBytes);
        Assert.Equal(count, result.Counts.New);
        Assert.Equal(files.TakeLast(result.Files.Count), result.Files);
        Assert.Equal(count != result.Files.Count, result.Notes.Any(
            note => note == $"{count} files were loaded; the last {result.Files.Count} of them are named here, and the counts are of all."));
        Assert.Equal(count != result.Notes.Count(notes.Contains), result.Notes.Contains($"{count} notes were made; the others are in the log."));
    }

    [Fact]
    public void Of_more_than_a_hundred_files_the_last_are_named()
    {
        var result = FileLoadResult.Of([.. Enumerable.Range(0, 101).Select(i => new LoadedFile($"/{i}", null, One))], []);

        Assert.Equal(["/1", "/100"], [result.Files[0].Path, result.Files[^1].Path]);
        Assert.Equal("101 files were loaded; the last 100 of them are named here, and the counts are of all.", Assert.Single(result.Notes));
    }
}
