using System.Globalization;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>'runs' without a filter: what a person at the desk wants to see at 20:45.</summary>
public sealed class RunsOfTodayTests
{
    private static readonly Duration ToEvening = Duration.FromMinutes((8 * 60) + 45);

    [Fact]
    public async Task They_are_todays_in_the_order_in_which_they_are_due_and_the_number_of_all_others()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load", "--date", "tomorrow");
        await scheduler.RunAsync("load", "--date", "2026-11-23");
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("runs");

        Assert.Equal(["download", "load-prices", "broken", "evening"], Routines(said));
        Assert.EndsWith("4 runs of other dates: --date, --from and --to, or --all.\n", said.Output);
        Assert.Contains("4 execuções de outras datas", (await scheduler.RunAsync("runs", "--lang", "pt-BR")).Output);
        using var json = (await scheduler.RunAsync("runs", "--json")).Json();
        Assert.Equal(4, json.RootElement.GetArrayLength());
        Assert.Equal(8, Routines(await scheduler.RunAsync("runs", "--all")).Count);
    }

    [Fact]
    public async Task What_waits_or_failed_of_another_date_is_among_them_and_what_succeeded_is_not()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("run");
        scheduler.Clock.Advance(Duration.FromHours(20));
        var said = await scheduler.RunAsync("runs");

        Assert.Equal(["broken", "evening"], Routines(said));
        Assert.Contains("2 runs of other dates", said.Output);

        await scheduler.RunAsync("cancel", "4", "--reason", "x");
        scheduler.Clock.Advance(Duration.FromDays(2));
        Assert.StartsWith("Nothing of today, 2026-11-22, and nothing that waits", (await scheduler.RunAsync("runs")).Output);
    }

    [Fact]
    public async Task Of_more_than_there_is_room_for_those_nearest_to_now_stay_and_what_failed()
    {
        await using var scheduler = new AScheduler { Definitions = Cyclic };
        await scheduler.RunAsync("load", "--include-earlier");
        await scheduler.RunAsync("run", "--limit", "1");
        scheduler.Clock.Advance(ToEvening);
        var said = await scheduler.RunAsync("runs", "--limit", "3", "--each");

        Assert.Equal(["failing", "quotes", "quotes"], Routines(said));
        Assert.Contains("  2026-11-19 20:30:00  ", said.Output.Split('\n')[2]);
        Assert.Contains("  2026-11-19 20:45:00  ", said.Output.Split('\n')[3]);
        Assert.EndsWith("10 more runs of today: --limit 13 shows them.\n", said.Output);
    }

    [Fact]
    public async Task What_is_held_is_among_them_also_where_a_day_has_more_runs_than_are_read()
    {
        await using var scheduler = new AScheduler { Definitions = TenThousand };
        await scheduler.RunAsync("load", "--include-earlier");
        var ordered = await scheduler.RunAsync("order", "by-hand", "--json");
        var run = ordered.Json().RootElement.GetProperty("run").ToString();
        await scheduler.RunAsync("hold", run, "--reason", "x");
        var said = await scheduler.RunAsync("runs", "--limit", "8");

        Assert.True(int.Parse(run, CultureInfo.InvariantCulture) > 10_000);
        Assert.Contains("by-hand", Routines(said));
        Assert.Equal(7, said.Output.Split("× 1440  ").Length - 1);
    }

    [Theory]
    [InlineData("--state", "Failed")]
    [InlineData("--limit", "5")]
    [InlineData("--all")]
    [InlineData("--each")]
    public async Task One_run_and_a_filter_are_not_asked_for_together(params string[] filter)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync(["runs", "1", .. filter]);

        Assert.Equal((ExitCode.Usage, ""), (said.Code, said.Output));
        Assert.Contains("one or the other", said.Error);
    }

    [Fact]
    public async Task A_retry_shows_when_it_was_planned_and_when_it_is_due()
    {
        await using var scheduler = new AScheduler { Download = (_, _) => Task.FromResult(AttemptOutcome.NotAvailableYet("404")) };
        var ran = await scheduler.RunAsync("run");

        Assert.Contains("2 executed, 0 succeeded, 1 failed, 1 to be tried again, at 2026-11-19 12:05:00", ran.Output);
        var row = (await scheduler.RunAsync("runs")).Row("download");
        Assert.Equal(["2026-11-19 09:00:00", "2026-11-19 12:05:00", "download", "Recovering"], row[2..6]);
        var logs = (await scheduler.RunAsync("logs")).Output;
        Assert.Contains("due again at 2026-11-19 12:05:00", logs);
    }

    private static List<string> Routines(Said said) => [.. said.Output.Split('\n').Skip(1)
        .TakeWhile(line => line.Length > 0 && (char.IsDigit(line[0]) || line[0] == '×') && !line.Contains(" of ", StringComparison.Ordinal))
        .Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Select(row => row.First(cell => cell.Length > 0 && char.IsLetter(cell[0])))];

    private static void Cyclic(IRoutineSchedulerBuilder scheduler) => scheduler
        .AddRoutine("failing", routine => Ending(routine.At("0 8 * * *").Priority(0), AttemptOutcome.Permanent("no")))
        .AddRoutine("quotes", routine => Ending(
            routine.Every(Duration.FromMinutes(15)).Between("20:00", "23:00"), AttemptOutcome.Succeeded()));

    private static void TenThousand(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.AddRoutine("by-hand", routine => Ending(routine, AttemptOutcome.Succeeded()));
        for (var i = 0; i < 7; i++)
        {
            scheduler.AddRoutine($"minute-{i}", routine => Ending(routine.Every(Duration.FromMinutes(1)), AttemptOutcome.Succeeded()));
        }
    }

    private static void Ending(RoutineBuilder routine, AttemptOutcome outcome) => routine.ActiveFrom(Instant.FromUtc(2026, 1, 1, 0, 0))
        .Executes((IRunContext _, CancellationToken _) => Task.FromResult(outcome));
}
