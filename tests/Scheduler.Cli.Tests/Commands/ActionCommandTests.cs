using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

public sealed class ActionCommandTests
{
    [Fact]
    public async Task A_held_run_is_not_executed_until_it_is_released()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var run = await scheduler.RunOfAsync("download");

        var held = await scheduler.RunAsync("hold", $"{run}", "--reason", "the file is wrong");
        Assert.Equal(ExitCode.Ok, held.Code);
        Assert.Equal([$"{run}", "download", "2026-11-19", "Pending", "Held", "yes"], held.Row("download"));
        Assert.Contains("was so", (await scheduler.RunAsync("hold", $"{run}", "--reason", "again")).Output);

        await scheduler.RunAsync("run");
        Assert.Equal("Held", await scheduler.StateOfAsync(run));
        Assert.Equal(ExitCode.Ok, (await scheduler.RunAsync("release", $"{run}", "--reason", "it is right", "--bypass", "window")).Code);
        Assert.Equal("Pending", await scheduler.StateOfAsync(run));
        var history = await scheduler.RunAsync("runs", $"{run}");
        Assert.Contains("maria@desk", history.Output);
        Assert.Contains("the file is wrong", history.Output);
    }

    [Fact]
    public async Task A_failed_run_is_accepted_and_rerun()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("run");
        var run = await scheduler.RunOfAsync("broken");

        using var rerun = (await scheduler.RunAsync("rerun", $"{run}", "--reason", "column renamed", "--json")).Json();
        Assert.True(rerun.RootElement.GetProperty("made")[0].GetProperty("run").GetInt64() > run);
        Assert.Equal(ExitCode.Ok, (await scheduler.RunAsync("accept", $"{run}", "--reason", "loaded by hand")).Code);
        Assert.Equal("Accepted", await scheduler.StateOfAsync(run));
    }

    [Fact]
    public async Task A_run_is_started_before_it_is_due_and_before_its_predecessor()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var (evening, prices) = (await scheduler.RunOfAsync("evening"), await scheduler.RunOfAsync("load-prices"));
        await scheduler.RunAsync("hold", $"{await scheduler.RunOfAsync("download")}", "--reason", "late");

        Assert.Equal(ExitCode.Ok, (await scheduler.RunAsync("start", $"{evening}", "--reason", "now")).Code);
        Assert.Equal(ExitCode.Ok, (await scheduler.RunAsync("start", $"{prices}", "--reason", "now", "--bypass", "due,edges")).Code);
        await scheduler.RunAsync("run");
        Assert.Equal("Succeeded", await scheduler.StateOfAsync(evening));
        Assert.Equal("Succeeded", await scheduler.StateOfAsync(prices));
    }

    [Fact]
    public async Task A_filter_acts_only_on_the_expected_number()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");

        var wrong = await scheduler.RunAsync("cancel", "--date", "2026-11-19", "--expected", "3", "--reason", "test");
        Assert.Equal(ExitCode.No, wrong.Code);
        Assert.Contains("finds 4 runs", wrong.Error);
        using var right = (await scheduler.RunAsync("skip", "--state", "Pending", "--expected", "4", "--reason", "test", "--json")).Json();
        Assert.Equal(4, right.RootElement.GetProperty("touched").GetArrayLength());
    }

    [Fact]
    public async Task A_filter_reruns_the_expected_number_once_and_whoever_repeats_it_is_told()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("run");
        var broken = await scheduler.RunOfAsync("broken");
        string[] failed = ["rerun", "--state", "Failed", "--reason", "column renamed"];

        var wrong = await scheduler.RunAsync([.. failed, "--expected", "2"]);
        Assert.Equal(ExitCode.No, wrong.Code);
        Assert.Equal("The filter finds 1 runs, which is not the expected number; nothing was changed.", wrong.Error.Trim());
        var made = await scheduler.RunAsync([.. failed, "--expected", "1"]);
        Assert.Equal((ExitCode.Ok, $"{broken}"), (made.Code, made.Row("broken")[0]));
        var repeated = await scheduler.RunAsync([.. failed, "--expected", "1"]);
        Assert.Equal(ExitCode.No, repeated.Code);
        Assert.Contains($"Run {broken} refused (was rerun)", repeated.Error);
    }

    [Theory]
    [InlineData("accept", "use Skip")]
    [InlineData("rerun", "not ended")]
    public async Task A_refusal_is_told_with_its_reason(string action, string code)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync(action, $"{await scheduler.RunOfAsync("evening")}", "--reason", "test");

        Assert.Equal(ExitCode.No, said.Code);
        Assert.Contains($"refused ({code})", said.Error);
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("rerun")]
    public async Task A_run_that_is_not_there_is_a_wrong_argument(string action)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync(action, "4711", "--reason", "test");

        Assert.Equal(ExitCode.Usage, said.Code);
        Assert.Contains("4711", said.Error);
    }

    [Fact]
    public async Task A_skipped_run_needs_no_accepting_and_says_so()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        await scheduler.RunAsync("skip", "1", "--reason", "x");
        var said = await scheduler.RunAsync("accept", "1", "--reason", "x");

        Assert.Equal(ExitCode.No, said.Code);
        Assert.Equal("Run 1 is Skipped, which is good for its successors already: there is nothing to accept.", said.Error.Trim());
    }

    [Fact]
    public async Task What_runs_is_asked_to_stop()
    {
        var started = new TaskCompletionSource();
        var seen = new TaskCompletionSource();
        await using var scheduler = new AScheduler
        {
            Download = async (_, _) =>
            {
                started.SetResult();
                await seen.Task;
                return AttemptOutcome.Succeeded();
            },
        };
        var running = scheduler.RunAsync("run", "--limit", "1");
        await started.Task;
        var run = await scheduler.RunOfAsync("download");
        var said = await scheduler.RunAsync("cancel", $"{run}", "--reason", "x");
        seen.SetResult();
        await running;

        Assert.Equal(["Running", "Running", "asked to stop"], said.Row("download")[^3..]);
    }

    [Theory]
    [InlineData("--reason", "hold", "1")]
    [InlineData("--reason is empty", "hold", "1", "--reason", " ")]
    [InlineData("No run is named", "hold", "--reason", "test")]
    [InlineData("needs --expected", "hold", "--state", "Pending", "--reason", "test")]
    [InlineData("not both", "hold", "1", "--state", "Pending", "--reason", "test")]
    [InlineData("--expected is for a filter", "hold", "1", "--expected", "1", "--reason", "test")]
    [InlineData("Did you mean \"window\"?", "start", "1", "--bypass", "windw", "--reason", "test")]
    [InlineData("the window only", "release", "1", "--bypass", "edges", "--reason", "test")]
    public async Task A_wrong_argument_is_told(string told, params string[] args)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync(args);

        Assert.Equal(ExitCode.Usage, said.Code);
        Assert.Contains(told, said.Error);
    }

    [Theory]
    [InlineData("hold", "1")]
    [InlineData("rerun", "1")]
    [InlineData("order", "on-demand")]
    public async Task A_reason_has_at_most_a_thousand_characters(string action, string what)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var wrong = await scheduler.RunAsync(action, what, "--reason", new string('x', 1_001));

        Assert.Equal(ExitCode.Usage, wrong.Code);
        Assert.Contains("--reason has 1001 characters; at most 1000 are allowed.", wrong.Error);
        Assert.Contains(
            "--reason tem 1001 caracteres; o máximo é 1000.",
            (await scheduler.RunAsync(action, what, "--reason", new string('x', 1_001), "--lang", "pt-BR")).Error);
        Assert.NotEqual(ExitCode.Usage, (await scheduler.RunAsync(action, what, "--reason", new string('x', 1_000))).Code);
    }

    [Theory]
    [InlineData("--key")]
    [InlineData("--actor")]
    public async Task A_key_and_who_acts_have_at_most_two_hundred_characters(string option)
    {
        await using var scheduler = new AScheduler();
        var wrong = await scheduler.RunAsync("order", "on-demand", option, new string('x', 201));

        Assert.Equal((ExitCode.Usage, ""), (wrong.Code, wrong.Output));
        Assert.Contains($"{option} has 201 characters; at most 200 are allowed. Use a shorter one.", wrong.Error);
        Assert.Contains(
            $"{option} tem 201 caracteres; o máximo é 200.",
            (await scheduler.RunAsync("order", "on-demand", option, new string('x', 201), "--lang", "pt-BR")).Error);
        Assert.Equal(ExitCode.Ok, (await scheduler.RunAsync("order", "on-demand", option, new string('x', 200))).Code);
    }

    [Fact]
    public async Task An_order_beside_a_planned_run_says_which_one_is_looked_at()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var planned = await scheduler.RunOfAsync("download");
        var said = await scheduler.RunAsync("order", "download");

        Assert.Contains($"2026-11-19 also has a planned run of download ({planned}): what waits for download looks at what was planned", said.Error);
        Assert.DoesNotContain("planned", (await scheduler.RunAsync("order", "on-demand")).Error);
        Assert.Contains("também tem uma execução planejada de download", (await scheduler.RunAsync("order", "download", "--lang", "pt-BR")).Error);
    }

    [Fact]
    public async Task An_order_with_a_key_is_made_once()
    {
        await using var scheduler = new AScheduler();
        var first = await scheduler.RunAsync("order", "on-demand", "--key", "B3-4711", "--reason", "file republished");
        var second = await scheduler.RunAsync("order", "on-demand", "--key", "B3-4711");

        Assert.Equal(ExitCode.Ok, first.Code);
        Assert.Contains("on-demand of 2026-11-19 ordered", first.Output);
        Assert.Contains("ordered before with this key", second.Output);
        using var runs = (await scheduler.RunAsync("runs", "--routine", "on-demand", "--json")).Json();
        Assert.Equal("maria@desk", Assert.Single(runs.RootElement.EnumerateArray()).GetProperty("createdBy").GetString());
    }

    [Fact]
    public async Task An_order_outside_the_day_group_is_refused_unless_forced()
    {
        await using var scheduler = new AScheduler();
        var refused = await scheduler.RunAsync("order", "on-demand", "--date", "2026-11-20");
        Assert.Equal(ExitCode.No, refused.Code);
        Assert.Contains("Consciência Negra", refused.Error);

        using var forced = (await scheduler.RunAsync("order", "on-demand", "--date", "2026-11-20", "--force", "--now", "--json")).Json();
        Assert.True(forced.RootElement.GetProperty("isNew").GetBoolean());
    }
}
