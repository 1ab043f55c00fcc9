using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>plan, explain, status, runs: what is only looked at.</summary>
public sealed class ViewCommandTests
{
    [Fact]
    public async Task A_plan_has_every_decision_with_its_reasons()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("plan", "--from", "2026-11-19", "--to", "2026-11-20", "--routine", "download");

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Equal(["2026-11-19", "Thursday", "download", "09:00"], said.Row("2026-11-19"));
        Assert.Equal(["2026-11-20", "Friday", "download", "holiday in b3: Consciência Negra"], said.Row("2026-11-20"));
        using var json = (await scheduler.RunAsync("plan", "--only-runs", "--json")).Json();
        Assert.Equal(4, json.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task An_explanation_says_why_not_and_what_comes_next()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("explain", "download", "2026-11-20");

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Equal("holiday in b3: Consciência Negra; next: 2026-11-23 09:00\n", said.Output);
    }

    [Fact]
    public async Task An_explanation_of_a_date_with_runs_says_what_they_wait_for_and_what_happened()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("run", "--limit", "1");
        var said = await scheduler.RunAsync("explain", "evening", "today");
        Assert.Contains("Pending", said.Output);

        var broken = await scheduler.RunAsync("run");
        Assert.Equal(ExitCode.No, broken.Code);
        Assert.Contains("VL_COTA", (await scheduler.RunAsync("explain", "broken", "hoje")).Output);
        using var json = (await scheduler.RunAsync("explain", "broken", "2026-11-19", "--json")).Json();
        Assert.Equal("broken", json.RootElement.GetProperty("decision").GetProperty("routine").GetString());
    }

    [Fact]
    public async Task The_status_counts_the_queue()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("status");

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Equal(["Pending", "4"], said.Row("Pending  "));
        Assert.Contains("Next: evening at 2026-11-19 20:00:00", said.Output);
        using var json = (await scheduler.RunAsync("status", "--json")).Json();
        Assert.Equal(4, json.RootElement.GetProperty("counts").GetProperty("Pending").GetInt32());
    }

    [Fact]
    public async Task A_status_with_nothing_to_show_says_so_in_sentences()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load", "--preview");
        var said = await scheduler.RunAsync("status");

        Assert.Equal(
            [
                "Today, 2026-11-19: not loaded, no runs; 'load' loads it.", "The queue is empty.",
                "Nothing failed or was missed in the last 24 hours.",
                "No node is alive: nothing is executed until the program runs, or 'run'.",
                "No date of the last 7 days, or to come, is loaded.", "Nothing is to come before a date is loaded: 'load' loads today.",
            ],
            said.Output.TrimEnd().Split('\n').Skip(1));
    }

    [Fact]
    public async Task A_status_says_what_ran_what_did_not_and_why()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load", "--date", "2026-11-16");
        await scheduler.RunAsync("run");
        var said = await scheduler.RunAsync("status");

        Assert.Contains("Today, 2026-11-19: 4 runs: 1 Pending, 2 Succeeded, 1 Failed", said.Output);
        Assert.Equal(["2026-11-19", "broken", "Failed", "Permanent", "there is no column VL_COTA"], said.Row("VL_COTA")[1..]);
        Assert.Equal(["2026-11-16", "evening", "Missed"], said.Row("Missed")[1..4]);
        Assert.Equal(["on-demand", "eventual: runs only when it is ordered"], said.Row("on-demand"));
        Assert.Contains("Hoje, 2026-11-19: 4 execuções", (await scheduler.RunAsync("status", "--lang", "pt-BR")).Output);
        using var json = (await scheduler.RunAsync("status", "--json")).Json();
        Assert.Equal("there is no column VL_COTA", json.RootElement.GetProperty("bad")[0].GetProperty("why").GetString());
    }

    [Fact]
    public async Task A_failure_that_was_run_again_says_so()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("run");
        await scheduler.RunAsync("rerun", "3", "--reason", "x");

        Assert.Equal("rerun as 5: Pending; there is no column VL_COTA", (await scheduler.RunAsync("status")).Row("VL_COTA")[^1]);
        await scheduler.RunAsync("run");
        var said = await scheduler.RunAsync("status", "--lang", "pt-BR");
        Assert.Equal("reexecutada como 5: Falhou; there is no column VL_COTA", said.Row("reexecutada")[^1]);
    }

    [Fact]
    public async Task Nodes_that_left_in_good_order_are_not_told()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("run");
        await scheduler.RunAsync("run");
        var said = await scheduler.RunAsync("status");

        Assert.DoesNotContain("Nodes\n", said.Output);
        Assert.DoesNotContain("older", said.Output);
        Assert.Contains("No node is alive", said.Output);
    }

    [Fact]
    public async Task Equal_polls_in_a_row_are_first_last_and_count()
    {
        await using var scheduler = new AScheduler { Download = (_, _) => Task.FromResult(AttemptOutcome.NotAvailableYet("404")) };
        for (var poll = 0; poll < 4; poll++)
        {
            await scheduler.RunAsync("run");
            scheduler.Clock.Advance(NodaTime.Duration.FromMinutes(5));
        }

        var run = await scheduler.RunOfAsync("download");
        foreach (var said in new[] { await scheduler.RunAsync("runs", $"{run}"), await scheduler.RunAsync("explain", "download", "2026-11-19") })
        {
            Assert.Equal(["1–4", "2026-11-19 12:00:00 – 2026-11-19 12:15:00", "NotAvailable × 4"], said.Row("1–4")[..3]);
            Assert.Equal("404", said.Row("1–4")[^1]);
        }
    }

    [Fact]
    public async Task Runs_are_filtered()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("run");
        var said = await scheduler.RunAsync("runs", "--state", "failed,succeeded", "--from", "2026-11-19", "--to", "2026-11-19", "--json");
        using var json = said.Json();

        Assert.Equal(3, json.RootElement.GetArrayLength());
        Assert.Equal("Permanent; there is no column VL_COTA", (await scheduler.RunAsync("runs", "--state", "Failed")).Row("broken")[^1]);
        Assert.Contains("The first 1 of 4; --limit shows more", (await scheduler.RunAsync("runs", "--all", "--limit", "1")).Error);
    }

    [Fact]
    public async Task Redirected_a_line_is_never_broken_and_carries_no_colour()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("plan", "--from", "2026-11-20", "--to", "2026-11-29");

        Assert.Equal(1 + (5 * 10), said.Output.Trim().Split('\n').Length);
        Assert.DoesNotContain('\u001b', said.Output);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("1", false)]
    public async Task On_a_terminal_states_are_coloured_unless_that_is_not_wanted(string noColour, bool isColoured)
    {
        await using var scheduler = new AScheduler { IsTerminal = true };
        scheduler.Variables["NO_COLOR"] = noColour;
        await scheduler.RunAsync("run", "--quiet");
        var said = await scheduler.RunAsync("runs");

        Assert.Contains("broken", said.Output);
        Assert.Equal(isColoured, said.Output.Contains('\u001b'));
    }

    [Theory]
    [InlineData("Did you mean \"download\"?", "explain", "donwload", "today")]
    [InlineData("'someday' is no date", "explain", "download", "someday")]
    [InlineData("has ' ' at column 5", "explain", "down load", "today")]
    [InlineData("--from 2026-11-20 is later than --to 2026-11-19", "plan", "--from", "2026-11-20", "--to", "2026-11-19")]
    [InlineData("--from 2026-11-20 is later than --to 2026-11-19", "runs", "--from", "2026-11-20", "--to", "2026-11-19")]
    [InlineData("There is no run 4711", "logs", "--run", "4711")]
    [InlineData("There is no routine \"nope\"", "logs", "--routine", "nope")]
    [InlineData("1 to 366 dates", "plan", "--from", "2026-11-20", "--to", "2036-11-19")]
    [InlineData("Did you mean \"download\"?", "plan", "--routine", "downlod")]
    [InlineData("Did you mean \"failed\"?", "runs", "--state", "faild")]
    [InlineData("Did you mean \"download\"?", "runs", "--routine", "downlod")]
    [InlineData("There is no run 4711", "runs", "4711")]
    [InlineData("is no run", "runs", "-3")]
    [InlineData("is no run", "runs", "99999999999999999999")]
    [InlineData("one or the other", "runs", "--date", "today", "--to", "today")]
    [InlineData("Did you mean \"status\"?", "statsu")]
    [InlineData("this program has a storage of its own", "status", "--storage", "sqlite:other.db")]
    [InlineData("this program has a storage of its own", "status", "--storage=sqlite:other.db")]
    [InlineData("neither a command nor an option", "status", "--stroage", "sqlite:other.db")]
    [InlineData("'fr'", "status", "--lang", "fr")]
    public async Task A_wrong_argument_is_told(string told, params string[] args)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync(args);

        Assert.Equal(ExitCode.Usage, said.Code);
        Assert.Contains(told, said.Error);
        Assert.Equal("", said.Output);
    }
}
