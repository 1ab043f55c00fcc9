using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Calendars;
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
                $"Calendar 'no name' (file {At("wrong.json")}), confirmedThrough: is missing",
                $"Calendar 'no name' (file {At("wrong.json")}), fromYear: expected a year from 1 to 9999, found \"x\"",
                $"Calendar 'no name' (file {At("wrong.json")}), name: \"no name\" cannot be one",
                $"Calendar 'no name' (file {At("wrong.json")}), holidays[0].name: has a control character",
                $"Overlay of a calendar (file {At("cut.json")}), $: no JSON at line 1, column 2",
            ],
            wrong.Problems.Take(7),
            (start, problem) => problem.StartsWith(start, StringComparison.Ordinal));
        Assert.Contains(wrong.Problems, problem => problem.Contains("nonsense", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_that_is_wrong_with_an_overlay_is_told_with_its_file_and_its_place_also_that_there_is_no_such_calendar()
    {
        Write("unknown.json", """{"calendar": "anbina", "add": [{"date": "24/12/2026", "name": "a"}]}""");
        Write("b3.json", """
            {"calendar": "b3", "add": [{"date": "x", "name": "a"}, {"date": "1999-01-01", "name": "b"}, {"date": "2026-12-25", "name": "Natal"}],
             "remove": [{"date": "2026-03-02"}], "confirmedThrough": 2020}
            """);

        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .AddCalendarOverlayFile(At("unknown.json"))
            .AddCalendarOverlayFile(At("b3.json"))
            .AddCalendarOverlay(new CalendarOverlay { Calendar = "br", Remove = [new(new NodaTime.LocalDate(2026, 3, 2))] })));

        var (unknown, b3) = ($"Overlay of calendar 'anbina' (file {At("unknown.json")}), ", $"Overlay of calendar 'b3' (file {At("b3.json")}), ");
        Assert.Equal(
            [
                $"{unknown}add[0].date: expected a date as \"2026-12-25\", found \"24/12/2026\"",
                $"{unknown}calendar: There is no calendar \"anbina\". Did you mean \"anbima\"? Known: anbima, b3, br, sao-paulo.",
                $"{b3}add[0].date: expected a date as \"2026-12-25\", found \"x\"",
                $"{b3}confirmedThrough: 2020 must lie from 2026 to 2199",
                $"{b3}add[1].date: 1999-01-01 lies outside the calendar's years, 2000 to 2199",
                $"{b3}add[2]: 2026-12-25 is a holiday \"Natal\" already",
                $"{b3}remove[0]: 2026-03-02 is no holiday",
                "Overlay of calendar 'br', remove[0]: 2026-03-02 is no holiday",
            ],
            wrong.Problems);
    }

    [Fact]
    public async Task A_calendar_source_that_fails_is_told_with_everything_else_and_hides_no_other()
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .AddCalendarSource<Unreachable>()
            .AddCalendarSource<WrongName>()
            .AddRoutine("it", routine => routine.On("business-days(nyse)").Calendar("lse").At("nonsense").Executes((_, _) => Task.CompletedTask))));

        Assert.Equal(
            [
                "Calendar source Unreachable: it could not be asked for 'lse', 'nyse': TaskCanceledException: A task was canceled.",
                "Calendar 'lse', name: WrongName gave \"br\" instead",
                "Calendar 'nyse', name: WrongName gave \"br\" instead",
            ],
            wrong.Problems.Take(3));
        Assert.Equal(4, wrong.Problems.Count);
        Assert.Contains("nonsense", wrong.Problems[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_names_a_calendar_that_is_wrong_is_not_told_that_there_is_none()
    {
        Write("empresa.json", """{"name": "empresa", "fromYear": 2026, "confirmedThrough": 2027, "holidays": [{"name": "a", "dates": ["x"]}]}""");
        Write("mais.json", """{"calendar": "empresa", "add": [{"date": "y", "name": "Recesso"}, {"date": "2026-11-20", "name": "b"}]}""");

        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(
            scheduler => scheduler
                .AddCalendarFile(At("empresa.json"))
                .AddCalendarOverlayFile(At("mais.json"))
                .AddCalendarSource<Unreachable>()
                .AddRoutine("it", routine => routine.On("business-days(empresa)").At("0 9 * * *").Executes((_, _) => Task.CompletedTask)),
            options => options.DefaultCalendar = "empresa"));

        Assert.Equal(
            [
                $"Calendar 'empresa' (file {At("empresa.json")}), holidays[0].dates[0]: expected a date as \"2026-12-25\", found \"x\"",
                $"Overlay of calendar 'empresa' (file {At("mais.json")}), add[0].date: expected a date as \"2026-12-25\", found \"y\"",
            ],
            wrong.Problems);
    }

    [Fact]
    public async Task Who_ends_the_start_while_a_source_is_asked_is_told_no_problem()
    {
        using var start = new CancellationTokenSource();
        var services = new ServiceCollection().AddSingleton<ICalendarSource>(new Ending(start)).BuildServiceProvider();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new CalendarSources(services, []).WithThoseAsync(CalendarSet.Brazilian, ["nyse"], [], start.Token));
    }

    /// <summary>Its own time is out.</summary>
    private sealed class Unreachable : ICalendarSource
    {
        public Task<BusinessCalendar?> FindAsync(string name, CancellationToken cancel) => throw new TaskCanceledException();
    }

    private sealed class WrongName : ICalendarSource
    {
        public Task<BusinessCalendar?> FindAsync(string name, CancellationToken cancel) =>
            Task.FromResult<BusinessCalendar?>(BrazilCalendars.National);
    }

    private sealed class Ending(CancellationTokenSource start) : ICalendarSource
    {
        public Task<BusinessCalendar?> FindAsync(string name, CancellationToken cancel)
        {
            start.Cancel();
            return Task.FromCanceled<BusinessCalendar?>(cancel);
        }
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
