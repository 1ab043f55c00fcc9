using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>A routine that runs every few minutes has a hundred runs a date, and people read one line of it.</summary>
public sealed class CyclicTests
{
    [Theory]
    [InlineData("en", "96 runs, 00:00–23:45, every 0:15")]
    [InlineData("pt-BR", "96 execuções, 00:00–23:45, a cada 0:15")]
    public async Task Its_runs_are_one_line_of_a_plan_and_of_a_load(string language, string told)
    {
        await using var scheduler = new AScheduler { Definitions = Define };
        var loaded = await scheduler.RunAsync("load", "--lang", language);
        var planned = await scheduler.RunAsync("plan", "--lang", language);

        Assert.Equal(told, loaded.Row("  quotes")[0]);
        Assert.Equal(told, planned.Row("  quotes")[3]);
        using var json = (await scheduler.RunAsync("plan", "--routine", "quotes", "--json")).Json();
        Assert.Equal(96, json.RootElement[0].GetProperty("due").GetArrayLength());
        using var reloaded = (await scheduler.RunAsync("load", "--json")).Json();
        Assert.Equal(98, reloaded.RootElement.GetProperty("planned").GetArrayLength());
    }

    [Fact]
    public async Task What_a_reload_does_to_its_runs_is_one_line_too()
    {
        await using var scheduler = new AScheduler { Definitions = Define };
        await scheduler.RunAsync("load");
        scheduler.Definitions = with => with.AddRoutine("quotes", routine => Nothing(routine.Every(Duration.FromMinutes(20))));
        var said = await scheduler.RunAsync("load");

        var lines = said.Output.Split('\n').SkipWhile(line => line != "Changes").Skip(2).TakeWhile(line => !line.Contains("processed")).ToList();
        Assert.Equal(4, lines.Count);
        Assert.Equal(["Moved", "2, 3, … 65", "quotes", "48 runs, 00:15–15:45", "48 runs, 00:20–23:40"], said.Row("Moved  ")[..5]);
        Assert.Contains("24 runs, 00:00–23:00, every 1:00", lines.Single(line => line.StartsWith("Repinned", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("en", "00:00–23:45, every 0:15", "96 Pending", "the next is run 1")]
    [InlineData("pt-BR", "00:00–23:45, a cada 0:15", "96 pendentes", "a próxima é a execução 1")]
    public async Task Its_runs_are_one_line_of_all_runs_and_of_an_explanation(string language, string times, string states, string next)
    {
        await using var scheduler = new AScheduler { Definitions = Define };
        await scheduler.RunAsync("load", "--include-earlier");
        foreach (var command in new string[][] { ["runs"], ["runs", "--date", "today"], ["explain", "quotes", "today"] })
        {
            var said = await scheduler.RunAsync([.. command, "--lang", language]);

            var row = said.Row("× 96");
            Assert.Equal(["× 96", "2026-11-19", times], row[..3]);
            Assert.Equal([states, "0"], row[5..7]);
            Assert.Equal(next, row[^1]);
            Assert.InRange(said.Output.Split('\n').Length, 2, 12);
            Assert.Contains(language == "en" ? "--each" : "--cada", said.Output);
        }
    }

    [Fact]
    public async Task What_a_person_looks_for_stays_a_line_of_its_own()
    {
        await using var scheduler = new AScheduler { Definitions = Failing };
        await scheduler.RunAsync("load", "--include-earlier");
        await scheduler.RunAsync("run", "--limit", "1");
        await scheduler.RunAsync("hold", "90", "--reason", "x");
        await scheduler.RunAsync("order", "failing", "--date", "today");
        var said = await scheduler.RunAsync("runs");

        Assert.Equal("46 Pending, 1 Held, 1 Failed, 48 Missed", said.Row("× 96")[5]);
        var failed = said.Row("the feed is closed");
        Assert.Equal(["failing", "Failed", "1", "Planned", "Permanent; the feed is closed"], failed[^5..]);
        Assert.Equal("Held", said.Row("90 ")[4]);
        Assert.Equal("Order", said.Row("97 ")[^1]);
        Assert.Equal(6, said.Output.Trim().Split('\n').Length);
        var explained = (await scheduler.RunAsync("explain", "failing", "today")).Output;
        Assert.Contains($"Run {failed[0]}: failing of 2026-11-19, Failed", explained);
        Assert.Contains("Run 90: failing of 2026-11-19, Held", explained);
        Assert.Equal(3, explained.Split('\n').Count(line => line.StartsWith("Run ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_run_is_listed_where_that_is_asked_for()
    {
        await using var scheduler = new AScheduler { Definitions = Define };
        await scheduler.RunAsync("load", "--include-earlier");

        Assert.Equal(98, Lines(await scheduler.RunAsync("runs", "--each")));
        Assert.Equal(98, Lines(await scheduler.RunAsync("runs", "--cada", "--date", "today")));
        Assert.Contains("Run 8:", (await scheduler.RunAsync("explain", "quotes", "today", "--each")).Output);
        using var json = (await scheduler.RunAsync("runs", "--json")).Json();
        Assert.Equal(98, json.RootElement.GetArrayLength());

        static int Lines(Said said) => said.Output.Trim().Split('\n').Length - 1;
    }

    [Fact]
    public async Task The_few_of_a_routine_and_a_state_that_are_named_are_listed()
    {
        await using var scheduler = new AScheduler { Definitions = Define };
        await scheduler.RunAsync("load", "--include-earlier");
        await scheduler.RunAsync(["skip", .. Enumerable.Range(2, 20).Select(run => $"{run}"), "--reason", "x"]);

        Assert.DoesNotContain("×", (await scheduler.RunAsync("runs", "--routine", "quotes", "--state", "skipped")).Output);
        Assert.Contains("20 Skipped", (await scheduler.RunAsync("runs", "--state", "skipped")).Row("× 20"));
        Assert.Contains("76 Pending", (await scheduler.RunAsync("runs", "--routine", "quotes", "--state", "pending")).Row("× 76"));
    }

    [Fact]
    public async Task Few_times_are_listed_and_irregular_ones_told_by_their_bounds()
    {
        await using var scheduler = new AScheduler { Definitions = Define };
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("plan");

        Assert.Equal("09:00, 22:00", said.Row("  report")[3]);
        Assert.Equal("5 runs, 09:00–14:00", (await scheduler.RunAsync("plan", "--from", "2026-11-20")).Row("  odd")[3]);
        Assert.Equal(["quotes", "quotes", "Cyclic", "every 0:15"], (await scheduler.RunAsync("routines")).Row("quotes")[..4]);
    }

    [Fact]
    public async Task The_status_tells_its_next_run_and_goes_on_with_other_routines()
    {
        await using var scheduler = new AScheduler { Definitions = Define };
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("status");

        Assert.Contains("Next: quotes at 2026-11-19 12:15:00", said.Output);
        Assert.Equal(["2026-11-19 22:00:00", "report"], said.Row("2026-11-19 22:00:00")[..2]);
    }

    private static void Define(IRoutineSchedulerBuilder scheduler) => scheduler
        .AddRoutine("quotes", routine => Nothing(routine.Every(Duration.FromMinutes(15))))
        .AddRoutine("report", routine => Nothing(routine.At("0 9,22 * * *")))
        .AddRoutine("odd", routine => Nothing(routine.At("0 9-11,13,14 * * *").Valid(from: new LocalDate(2026, 11, 20))));

    private static void Failing(IRoutineSchedulerBuilder scheduler) => scheduler.AddRoutine("failing", routine => routine
        .Every(Duration.FromMinutes(15)).ActiveFrom(Instant.FromUtc(2026, 1, 1, 0, 0))
        .Executes((IRunContext _, CancellationToken _) => Task.FromResult(AttemptOutcome.Permanent("the feed is closed"))));

    private static void Nothing(RoutineBuilder routine) => routine.ActiveFrom(Instant.FromUtc(2026, 1, 1, 0, 0))
        .Executes((IRunContext _, CancellationToken _) => Task.FromResult(AttemptOutcome.Succeeded()));
}
