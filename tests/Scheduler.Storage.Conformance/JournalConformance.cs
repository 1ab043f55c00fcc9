using Microsoft.Extensions.Logging;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>Log lines, and text that a database might refuse.</summary>
public abstract class JournalConformance : StorageConformance
{
    [Fact]
    public async Task A_line_comes_back_as_it_was_written_with_an_id()
    {
        var line = new LogEntry
        {
            At = Noon, Level = LogLevel.Warning, EventId = 17, Component = "Downloads", Template = "{Rows} rows", Message = "7 rows, ação €",
            Properties = """{"Rows":7}""", Exception = "System.Exception: broke\n   at X()",
            Routine = "prices", OrderDate = Day, Run = new RunId(3), Attempt = 2, Node = "anna",
        };

        Assert.Equal(0, await Store.Journal.AppendAsync([line], Cancel));

        var read = Assert.Single(await ReadAsync(new LogFilter()));
        Assert.True(read.Id > 0);
        Assert.Equal(line with { Id = read.Id }, read);
    }

    [Fact]
    public async Task Ids_grow_in_the_order_of_writing_and_the_newest_lines_are_read_oldest_of_them_first()
    {
        await Store.Journal.AppendAsync([ALine.Saying("a"), ALine.Saying("b")], Cancel);
        await Store.Journal.AppendAsync([ALine.Saying("c")], Cancel);

        var newest = await ReadAsync(new LogFilter { Limit = 2 });

        Assert.Equal(["b", "c"], newest.Select(line => line.Message));
        Assert.True(newest[0].Id < newest[1].Id);
    }

    [Fact]
    public async Task Following_reads_on_after_a_line_oldest_first()
    {
        await Store.Journal.AppendAsync([ALine.Saying("a"), ALine.Saying("b"), ALine.Saying("c"), ALine.Saying("d")], Cancel);
        var first = (await ReadAsync(new LogFilter { After = 0, Limit = 1 }))[0];
        Assert.Equal("a", first.Message);

        Assert.Equal(["b", "c"], (await ReadAsync(new LogFilter { After = first.Id, Limit = 2 })).Select(line => line.Message));
    }

    [Fact]
    public async Task Lines_are_found_by_level_run_routine_order_date_and_instant()
    {
        await Store.Journal.AppendAsync(
            [
                ALine.Saying("level", level: LogLevel.Error),
                ALine.Saying("run", new RunId(5)),
                ALine.Saying("routine") with { Routine = "prices" },
                ALine.Saying("date") with { OrderDate = Day },
                ALine.Saying("later") with { At = Noon + Hour },
            ],
            Cancel);

        Assert.Equal("level", Assert.Single(await ReadAsync(new LogFilter { AtLeast = LogLevel.Warning })).Message);
        Assert.Equal("run", Assert.Single(await ReadAsync(new LogFilter { Run = new RunId(5) })).Message);
        Assert.Equal("routine", Assert.Single(await ReadAsync(new LogFilter { Routine = "prices" })).Message);
        Assert.Equal("date", Assert.Single(await ReadAsync(new LogFilter { OrderDate = Day })).Message);
        Assert.Equal("later", Assert.Single(await ReadAsync(new LogFilter { Since = Noon + Hour })).Message);
    }

    [Fact]
    public async Task The_last_lines_of_an_attempt_are_written_with_its_end()
    {
        var run = await ALeasedRunAsync();

        await EndAsync(AnAttempt.ThatSucceeded(run, lines: [ALine.Saying("one", run.Lease.Run), ALine.Saying("two", run.Lease.Run)]));

        Assert.Equal(["one", "two"], (await ReadAsync(new LogFilter { Run = run.Lease.Run })).Select(line => line.Message));
    }

    [Fact]
    public async Task A_line_that_no_database_holds_is_stored_cleaned_and_says_so_and_takes_no_neighbour_along()
    {
        // Not as InlineData: an attribute's strings are UTF-8, which has no lone surrogates.
        string[] texts = ["a\0b", "a\uD800b", "\uDC00\uD800\0"];
        string[] stored = ["a\uFFFDb [1 ", "a\uFFFDb [1 ", "\uFFFD\uFFFD\uFFFD [3 "];

        await Store.Journal.AppendAsync(
            [ALine.Saying("before"), .. texts.Select(text => ALine.Saying(text) with { Exception = text }), ALine.Saying("after 😀")], Cancel);

        var lines = await ReadAsync(new LogFilter());
        Assert.Equal(["before", "after 😀"], [lines[0].Message, lines[^1].Message]);
        Assert.All(stored.Zip(lines.Skip(1)), pair => Assert.StartsWith(pair.First, pair.Second.Message));
        Assert.All(stored.Zip(lines.Skip(1)), pair => Assert.StartsWith(pair.First, pair.Second.Exception));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_cut_and_says_so()
    {
        await Store.Journal.AppendAsync([ALine.Saying(new string('x', StorableText.MaxLength + 17))], Cancel);

        var message = Assert.Single(await ReadAsync(new LogFilter())).Message;

        Assert.StartsWith(new string('x', StorableText.MaxLength), message);
        Assert.Contains("17 more characters were cut", message);
    }

    [Fact]
    public async Task An_attempts_texts_are_cleaned_and_its_neighbours_take_effect()
    {
        await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"));
        var claimed = await ClaimAsync();
        var notes = new AttemptNotes { Message = "bro\0ke", Details = "\uD800", Result = "\"\0\"", Parameters = "\"\uDC00\"" };

        var ended = await Store.Queue.FinishAsync(
            [AnAttempt.By(claimed[0], new RunChange.FinishOk(claimed[0].Lease.Token), notes), AnAttempt.ThatSucceeded(claimed[1], "\"fine\"")],
            Cancel);

        Assert.All(ended, attempt => Assert.Equal(RunState.Succeeded, attempt.After?.State));
        var attempt = Assert.Single(await Store.Queries.AttemptsAsync(claimed[0].Lease.Run, Cancel));
        Assert.StartsWith("bro\uFFFDke [2 ", attempt.Message);
        Assert.StartsWith("\uFFFD [1 ", attempt.Details);
        Assert.Equal(("\"\uFFFD\"", "\"\uFFFD\""), (attempt.Result, attempt.Parameters));
        Assert.Equal("\"fine\"", Assert.Single(await Store.Queries.AttemptsAsync(claimed[1].Lease.Run, Cancel)).Result);
    }

    private Task<IReadOnlyList<LogEntry>> ReadAsync(LogFilter filter) => Store.Journal.ReadAsync(filter, Cancel);
}
