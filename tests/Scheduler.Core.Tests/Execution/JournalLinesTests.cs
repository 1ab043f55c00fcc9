using System.Text.Json;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

public class JournalLinesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Inside_an_attempt_every_category_is_captured_and_outside_only_the_schedulers_own()
    {
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddRoutine("it", routine => routine.Executes((IRunContext run, ILoggerFactory loggers, CancellationToken _) =>
            {
                using var scope = loggers.CreateLogger("Other").BeginScope("a scope of the executor's");
                loggers.CreateLogger("Host.Prices").Log(LogLevel.Warning, new EventId(77), "{Rows} rows of {Fund}, {Share}", 3, "FIA", 0.5);
                loggers.CreateLogger("Host.Prices").LogDebug("too fine");
                run.Log.LogInformation("by the context");
                return Task.CompletedTask;
            })));
        var loggers = (ILoggerFactory)node.Services.GetService(typeof(ILoggerFactory))!;
        loggers.CreateLogger("Host.Prices").LogError("outside, not ours");
        loggers.CreateLogger("RoutineScheduler.Anything").LogInformation("outside, ours");

        var run = (await node.RunAsync()).Run;
        await node.Parts.JournalWriter.RunOnceAsync(Cancel);

        var ofRun = await node.Client.LogsAsync(new() { Run = run.Id }, Cancel);
        var line = Assert.Single(ofRun, line => line.Component == "Host.Prices");
        Assert.Equal(
            (LogLevel.Warning, 77, "3 rows of FIA, 0.5", "{Rows} rows of {Fund}, {Share}", """{"Rows":3,"Fund":"FIA","Share":0.5}"""),
            (line.Level, line.EventId, line.Message, line.Template, line.Properties));
        Assert.Equal(("it", ANode.Today, 1, "node", ANode.Noon), (line.Routine?.Value, line.OrderDate, line.Attempt, line.Node, line.At));
        Assert.Single(ofRun, line => line.Message == "by the context");
        Assert.All(ofRun, line => Assert.DoesNotContain("November", line.Message));
        var all = await node.Client.LogsAsync(new() { Limit = 1_000 }, Cancel);
        Assert.Contains(all, line => line is { Message: "outside, ours", Run: null });
        Assert.DoesNotContain(all, line => line.Message == "outside, not ours");
    }

    [Fact]
    public async Task Dates_and_durations_of_a_line_are_iso_in_the_message_and_in_its_properties()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((IRunContext run, ILoggerFactory loggers, CancellationToken _) =>
        {
            LocalDate[] dates = [run.OrderDate, run.BaseDate];
            run.Log.LogInformation("Closing {Date} in {Time}", run.OrderDate, Duration.FromSeconds(90));
            loggers.CreateLogger("Host").LogInformation("Closing {Dates}", (object)dates);
            return Task.CompletedTask;
        }));

        var run = (await node.RunAsync()).Run.Id;

        var lines = await node.Client.LogsAsync(new() { Run = run }, Cancel);
        Assert.Contains(("Closing 2026-11-19 in PT1M30S", """{"Date":"2026-11-19","Time":"PT1M30S"}"""), lines.Select(Said));
        Assert.Contains(("Closing 2026-11-19, 2026-11-19", """{"Dates":["2026-11-19","2026-11-19"]}"""), lines.Select(Said));
        Assert.Contains(node.Said.All, line => line.Text == "Closing 2026-11-19 in PT1M30S");

        static (string, string?) Said(LogEntry line) => (line.Message, line.Properties);
    }

    [Fact]
    public async Task A_placeholder_that_stands_there_twice_is_one_property_also_beside_a_secret()
    {
        var echo = new ExecutorName<AText>("echo");
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor(echo, (AText what, IRunContext _, ILoggerFactory loggers, CancellationToken _) =>
                {
                    loggers.CreateLogger("Host").LogInformation("{File} to {File}", what.Text, "b");
                    return Task.FromResult<AttemptOutcome>(new AttemptOutcome.Success(JsonElement.Parse($$"""{"a":1,"a":"{{what.Text}}"}""")));
                })
                .AddRoutine("it", routine => routine.Executes(echo, new AText { Text = "{secret:DB}" })),
            configuration: new() { ["RoutineScheduler:Secrets:DB"] = "hunter-22" });

        var found = await node.RunAsync();

        Assert.Equal((RunState.Succeeded, """{"a":1,"a":"***"}"""), (found.Run.State, Assert.Single(found.Attempts).Result));
        var line = Assert.Single(await node.Client.LogsAsync(new() { Run = found.Run.Id }, Cancel), line => line.Component == "Host");
        Assert.Equal(("*** to b", """{"File":"***"}"""), (line.Message, line.Properties));
    }

    [Fact]
    public async Task What_a_line_and_an_attempt_carry_has_a_bound_and_stays_json()
    {
        var echo = new ExecutorName<AText>("echo");
        var body = new string('x', 1_000_000);
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddExecutor(echo, (AText _, IRunContext _, ILoggerFactory loggers, CancellationToken _) =>
            {
                loggers.CreateLogger("Host").LogInformation("{Status}: {Body}, {Half}", 200, body, "\uD83D");
                return Task.CompletedTask;
            })
            .AddRoutine("it", routine => routine.Executes(echo, new AText { Text = body })));

        var found = await node.RunAsync();

        var stored = JsonElement.Parse(Assert.Single(found.Attempts).Parameters!).GetProperty("text").GetString();
        Assert.Equal($"{body[..CutJson.MaxTextWithin]}\n… cut: {body.Length - CutJson.MaxTextWithin} more characters", stored);
        var line = Assert.Single(await node.Client.LogsAsync(new() { Run = found.Run.Id }, Cancel), line => line.Component == "Host");
        var properties = JsonElement.Parse(line.Properties!);
        Assert.Equal((200, stored), (properties.GetProperty("Status").GetInt32(), properties.GetProperty("Body").GetString()));
        Assert.InRange(line.Message.Length, AttemptEnding.MaxText, AttemptEnding.MaxText + 50);
    }

    [Fact]
    public async Task The_lines_of_a_long_attempt_can_be_followed()
    {
        var (logged, release) = (new Signal(), new Signal());
        await using var node = await ANode.OpenAsync(routine => routine.Executes(async (run, _) =>
        {
            run.Log.LogInformation("half way");
            logged.Say();
            await release.Said;
            run.Log.LogInformation("all the way");
        }));
        var run = await node.StartAsync();
        await logged.Said;

        await node.Parts.JournalWriter.RunOnceAsync(Cancel);
        Assert.Equal(["half way"], await OwnLinesAsync(node, run));

        release.Say();
        await node.EndAsync();
        Assert.Equal(["half way", "all the way"], await OwnLinesAsync(node, run));
    }

    [Fact]
    public async Task Lines_that_could_not_be_stored_are_stored_later_in_their_order()
    {
        var (logged, release) = (new Signal(), new Signal());
        await using var node = await ANode.OpenAsync(routine => routine.Executes(async (run, _) =>
        {
            run.Log.LogInformation("1");
            run.Log.LogInformation("2");
            logged.Say();
            await release.Said;
            run.Log.LogInformation("3");
        }));
        var run = await node.StartAsync();
        await logged.Said;
        node.Storage.TakeAway();
        await Assert.ThrowsAsync<StoreIsAway>(() => node.Parts.JournalWriter.RunOnceAsync(Cancel));
        node.Storage.BringBack();

        await node.Parts.JournalWriter.RunOnceAsync(Cancel);

        Assert.Equal(["1", "2"], await OwnLinesAsync(node, run));
        release.Say();
        await node.EndAsync();
        Assert.Equal(["1", "2", "3"], await OwnLinesAsync(node, run));
    }

    [Fact]
    public async Task An_attempt_that_never_stops_talking_is_cut_and_says_so()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((run, _) =>
        {
            for (var i = 0; i < LineBounds.Lines + 50; i++)
            {
                run.Log.LogInformation("line");
            }

            return Task.CompletedTask;
        }));
        var run = (await node.RunAsync()).Run.Id;

        var lines = await node.Client.LogsAsync(new() { Run = run, Limit = 10_000 }, Cancel);

        Assert.Matches(@"^\d+ more lines were cut$", lines[^1].Message);
    }

    [Fact]
    public void The_buffer_drops_the_oldest_and_counts_them_and_what_is_put_back_goes_first()
    {
        var buffer = new LineBuffer();
        for (var i = 0; i < 10_003; i++)
        {
            buffer.Add(Line(i));
        }

        var (taken, dropped) = buffer.Take();
        Assert.Equal((10_000, 3, "3"), (taken.Count, dropped, taken[0].Message));
        Assert.Equal((0, 0), (buffer.Take().Lines.Count, buffer.Take().Dropped));

        buffer.Add(Line(20_000));
        buffer.PutBack(taken);
        var (again, droppedThen) = buffer.Take();
        Assert.Equal((10_000, 1, "4", "20000"), (again.Count, droppedThen, again[0].Message, again[^1].Message));
    }

    [Fact]
    public void The_buffer_holds_no_more_characters_than_it_may()
    {
        var buffer = new LineBuffer();
        for (var i = 0; i < 20; i++)
        {
            buffer.Add(Long(i));
        }

        var (taken, dropped) = buffer.Take();
        Assert.Equal((15, 5), (taken.Count, dropped));
        Assert.StartsWith("5 ", taken[0].Message, StringComparison.Ordinal);

        buffer.Add(Long(20));
        buffer.PutBack(taken);
        var (again, droppedThen) = buffer.Take();
        Assert.Equal((15, 1), (again.Count, droppedThen));
        Assert.StartsWith("20 ", again[^1].Message, StringComparison.Ordinal);

        buffer.Add(Long(21));
        Assert.Single(buffer.Take().Lines);
    }

    [Fact]
    public async Task An_attempt_holds_no_more_characters_than_it_may_and_says_how_many_lines_it_cut()
    {
        var release = new Signal();
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => release.Said));
        await node.StartAsync();
        var attempt = Assert.Single(node.Parts.Places.InFlight);
        for (var i = 0; i < 20; i++)
        {
            Assert.True(attempt.Write(Long(i)));
        }

        attempt.Write(Line(20));
        var lines = attempt.TakeLines();
        Assert.Equal((16, "6 more lines were cut"), (lines.Count, lines[^1].Message));
        attempt.Write(Line(21));
        Assert.Equal("21", Assert.Single(attempt.TakeLines()).Message);

        release.Say();
        await node.EndAsync();
    }

    /// <summary>A little more than a sixteenth of what there is room for.</summary>
    private static LogEntry Long(int number) => Line(number) with { Message = $"{number} ".PadRight(LineBounds.Characters / 16) };

    [Fact]
    public async Task Dropped_lines_are_said()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        var buffer = (LineBuffer)node.Services.GetService(typeof(LineBuffer))!;
        for (var i = 0; i < 10_001; i++)
        {
            buffer.Add(Line(i));
        }

        await node.Parts.JournalWriter.RunOnceAsync(Cancel);

        Assert.Single(node.Said.Of(4007));
    }

    [Fact]
    public async Task Lines_that_the_store_refuses_are_counted_and_said_and_not_tried_again()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        var buffer = new LineBuffer();
        buffer.Add(Line(1));
        buffer.Add(Line(2));
        var loggers = (ILoggerFactory)node.Services.GetService(typeof(ILoggerFactory))!;
        var writer = new JournalWriter(buffer, new Places(), new JournalThatRefusesOne(), loggers.CreateLogger<JournalWriter>());

        Assert.Equal(1, await writer.RunOnceAsync(Cancel));

        Assert.Contains("1 log lines could not be stored", Assert.Single(node.Said.Of(4007)).ToString());
        Assert.Equal(0, await writer.RunOnceAsync(Cancel));
    }

    private sealed class JournalThatRefusesOne : IJournal
    {
        public Task<int> AppendAsync(IReadOnlyList<LogEntry> lines, CancellationToken cancel) => Task.FromResult(1);

        public Task<IReadOnlyList<LogEntry>> ReadAsync(LogFilter filter, CancellationToken cancel) => Task.FromResult<IReadOnlyList<LogEntry>>([]);
    }

    private static LogEntry Line(int number) =>
        new() { At = Instant.FromUnixTimeSeconds(number), Level = LogLevel.Information, Component = "c", Template = "t", Message = $"{number}" };

    private static async Task<IEnumerable<string>> OwnLinesAsync(ANode node, RunId run) =>
        (await node.Client.LogsAsync(new() { Run = run }, Cancel))
            .Where(line => line.Component == "RoutineScheduler.Run").Select(line => line.Message);
}
