using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Hosting;
using Xunit;

namespace RoutineScheduler.Core.Tests.Hosting;

/// <summary>Calendars in files are read at start, and what is wrong with them is told with everything else.</summary>
public sealed class CalendarFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("calendars").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_calendar_and_its_overlay_are_read_from_files()
    {
        Write("empresa.json", """{"name": "empresa", "fromYear": 2026, "confirmedThrough": 2027, "holidays": []}""");
        Write("mais.json", """{"calendar": "empresa", "add": [{"date": "2026-11-20", "name": "Recesso"}]}""");

        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddCalendarOverlayFile(At("mais.json"))
            .AddCalendarFile(At("empresa.json"))
            .AddRoutine("it", routine => routine.On("business-days(empresa)").At("0 9 * * *").Executes((_, _) => Task.CompletedTask)));

        var calendars = await node.Client.CalendarsAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Recesso", calendars.Get("empresa").HolidayNameOn(new NodaTime.LocalDate(2026, 11, 20)));
    }

    [Fact]
    public async Task All_that_is_wrong_with_files_is_told_at_start_with_everything_else()
    {
        Write("wrong.json", """{"name": "no name", "fromYear": "x", "holidays": [{"name": "a\u0000b", "dates": ["2026-12-25"]}]}""");
        Write("cut.json", "{");
        Directory.CreateDirectory(At("folder.json"));

        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .AddCalendarFile(At("missing.json"))
            .AddCalendarFile(At("folder.json"))
            .AddCalendarFile(At("wrong.json"))
            .AddCalendarOverlayFile(At("cut.json"))
            .AddRoutine("it", routine => routine.At("nonsense").Executes((_, _) => Task.CompletedTask))));

        Assert.Equal(
            [
                $"Calendar file '{At("missing.json")}' is not there: looked for {At("missing.json")}. Give its whole path, or have your project copy",
                $"Calendar file '{At("folder.json")}': {At("folder.json")} is a folder; name the JSON file in it.",
                $"Calendar file {At("wrong.json")}: confirmedThrough: is missing",
                $"Calendar file {At("wrong.json")}: fromYear: expected a year from 1 to 9999, found \"x\"",
                $"Calendar file {At("wrong.json")}: name: \"no name\" cannot be one",
                $"Calendar file {At("wrong.json")}: holidays[0].name: has a control character",
                $"Calendar overlay file {At("cut.json")}: $: no JSON at line 1, column 2",
            ],
            wrong.Problems.Where(problem => problem.StartsWith("Calendar ", StringComparison.Ordinal)).Take(8),
            (start, problem) => problem.StartsWith(start, StringComparison.Ordinal));
        Assert.Contains(wrong.Problems, problem => problem.Contains("nonsense", StringComparison.Ordinal));
    }

    [Fact]
    public void A_relative_path_is_looked_for_from_the_content_root_and_then_beside_the_program()
    {
        var (root, program) = (Directory.CreateDirectory(At("root")).FullName, Directory.CreateDirectory(At("bin")).FullName);
        var files = new CalendarFiles(root, program);

        var missing = Assert.Throws<FileNotFoundException>(() => files.Find("c/nyse.json", "Calendar file"));
        Assert.Contains($"looked for {Path.Combine(root, "c", "nyse.json")} and {Path.Combine(program, "c", "nyse.json")}.", missing.Message);
        Write("bin/c/nyse.json", "{}");
        Assert.Equal(Path.Combine(program, "c", "nyse.json"), files.Find("c/nyse.json", "Calendar file"));
        Write("root/c/nyse.json", "{}");
        Assert.Equal(Path.Combine(root, "c", "nyse.json"), files.Find("c/nyse.json", "Calendar file"));
    }

    private string At(string file) => Path.Combine(folder, file);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
    }
}
