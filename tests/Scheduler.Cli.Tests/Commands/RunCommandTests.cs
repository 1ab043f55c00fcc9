using System.Text.Json;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

public sealed class RunCommandTests
{
    [Fact]
    public async Task What_is_due_and_what_becomes_due_by_it_is_executed_and_a_failure_is_the_exit_code()
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.RunAsync("run");

        Assert.Equal(ExitCode.No, said.Code);
        Assert.Contains("3 executed, 2 succeeded, 1 failed", said.Output);
        Assert.Contains("Succeeded", said.Row("load-prices"));
        Assert.Contains(said.Row("broken"), cell => cell.Contains("VL_COTA", StringComparison.Ordinal));
        Assert.DoesNotContain("evening", said.Output);
        Assert.Contains("broken 2026-11-19 #1: Failed (Permanent)", said.Error);
    }

    [Fact]
    public async Task As_json_it_is_one_document_with_every_run()
    {
        await using var scheduler = new AScheduler();
        using var said = (await scheduler.RunAsync("run", "--json", "--quiet")).Json();

        Assert.Equal(3, said.RootElement.GetProperty("executed").GetInt32());
        Assert.Equal(1, said.RootElement.GetProperty("failed").GetInt32());
        Assert.Equal(3, said.RootElement.GetProperty("runs").GetArrayLength());
    }

    [Theory]
    [InlineData("run", "--limit", "1 executed")]
    [InlineData("executar", "--limite", "1 executed")]
    public async Task No_more_than_the_limit_is_started(string command, string option, string told)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.RunAsync(command, option, "1");

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Contains(told, said.Output);
    }

    [Fact]
    public async Task Nothing_due_is_no_failure()
    {
        await using var scheduler = new AScheduler();
        scheduler.Clock.Reset(AScheduler.Noon + NodaTime.Duration.FromDays(1));
        var said = await scheduler.RunAsync("run");

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Contains("0 executed", said.Output);
    }

    [Fact]
    public async Task Watching_ends_well_when_it_is_interrupted_and_lets_what_runs_end()
    {
        var started = new TaskCompletionSource();
        var interrupted = new TaskCompletionSource();
        await using var scheduler = new AScheduler
        {
            Download = async (_, _) =>
            {
                started.SetResult();
                await interrupted.Task;
                return AttemptOutcome.Succeeded();
            },
        };
        using var interrupt = new CancellationTokenSource();
        var watching = scheduler.RunAsync(interrupt.Token, "run", "--watch");
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();
        interrupted.SetResult();
        var said = await watching;

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Contains("download 2026-11-19 #1: Succeeded", said.Error);
        Assert.Matches(@"Stopping: waits for .*download 2026-11-19 \(\d+\).* to end\. Once more stops it at once\.", said.Error);
        Assert.Equal("Succeeded", await scheduler.StateOfAsync(await scheduler.RunOfAsync("download")));
    }

    [Fact]
    public async Task One_host_executes_once_and_refuses_the_second_time()
    {
        await using var scheduler = new AScheduler();
        var (first, second) = await scheduler.RunTwiceAsync("run", "--limit", "1");

        Assert.Contains("1 executed", first.Output);
        Assert.Equal(ExitCode.Fault, second.Code);
        Assert.Contains("does not start again", second.Error);
    }

    [Fact]
    public async Task Interrupted_it_tells_what_had_run()
    {
        using var interrupt = new CancellationTokenSource();
        await using var scheduler = new AScheduler
        {
            Download = async (_, _) =>
            {
                await interrupt.CancelAsync();
                return AttemptOutcome.Succeeded();
            },
        };
        var said = await scheduler.RunAsync(interrupt.Token, "run");

        Assert.Equal(ExitCode.Interrupted, said.Code);
        Assert.Contains("Succeeded", said.Row("download"));
    }

    [Fact]
    public async Task What_is_due_and_waits_is_named_with_what_it_waits_for()
    {
        await using var scheduler = new AScheduler { Download = (_, _) => Task.FromResult(AttemptOutcome.NotAvailableYet("404")) };
        var said = await scheduler.RunAsync("run");
        var (download, prices) = (await scheduler.RunOfAsync("download"), await scheduler.RunOfAsync("load-prices"));

        Assert.Contains(
            $"1 due run waits:\n  run {prices}, load-prices 2026-11-19: "
            + $"run {download} of download of 2026-11-19 is Recovering until 2026-11-19 12:05\n",
            said.Output);
        Assert.Contains(
            $"1 execução na hora espera:\n  execução {prices}, load-prices 2026-11-19: "
            + $"a execução {download} de download de 2026-11-19 está em recuperação até 2026-11-19 12:05\n",
            (await scheduler.RunAsync("run", "--lang", "pt-BR")).Output);
        using var json = (await scheduler.RunAsync("run", "--json")).Json();
        Assert.Equal("load-prices", json.RootElement.GetProperty("waiting")[0].GetProperty("routine").GetString());
    }

    [Fact]
    public async Task Of_many_that_wait_five_are_named()
    {
        await using var scheduler = new AScheduler
        {
            Definitions = builder => builder.AddRoutine("quotes", routine => routine.Every(NodaTime.Duration.FromMinutes(15))
                .ActiveFrom(NodaTime.Instant.FromUtc(2026, 1, 1, 0, 0)).StartWithin(NodaTime.Duration.FromHours(24))
                .Executes((IRunContext _, CancellationToken _) => Task.FromResult(AttemptOutcome.Succeeded()))),
        };
        await scheduler.RunAsync("load", "--include-earlier");
        var said = await scheduler.RunAsync("run", "--limit", "1");

        Assert.Contains("48 due runs wait:", said.Output);
        Assert.Contains(", quotes 2026-11-19: nothing keeps it: 'run' starts it\n", said.Output);
        Assert.EndsWith("  … and 43 more: 'runs'\n", said.Output);
    }

    [Theory]
    [InlineData("1 to 1000000", "--limit", "0")]
    [InlineData("whole number", "--limit", "many")]
    [InlineData("one or the other", "--limit", "5", "--watch")]
    public async Task A_wrong_argument_is_told(string told, params string[] args)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.RunAsync(["run", .. args]);

        Assert.Equal(ExitCode.Usage, said.Code);
        Assert.Contains(told, said.Error);
    }

    [Fact]
    public async Task What_a_run_logged_is_shown_and_followed_line_by_line()
    {
        await using var scheduler = new AScheduler
        {
            Download = (run, _) =>
            {
                run.Log.LogInformation("{Rows} rows\u001b[31m", 75_000);
                return Task.FromResult(AttemptOutcome.Succeeded());
            },
        };
        await scheduler.RunAsync("run", "--limit", "2");
        var id = await scheduler.RunOfAsync("download");

        var shown = await scheduler.RunAsync("logs", "--run", $"{id}");
        Assert.Contains($"[download 2026-11-19 run {id}#1] 75000 rows", shown.Output);
        Assert.DoesNotContain('\u001b', shown.Output);

        using var asJson = (await scheduler.RunAsync("logs", "--run", $"{id}", "--json")).Json();
        Assert.Contains(
            asJson.RootElement.EnumerateArray(),
            line => line.GetProperty("template").GetString()!.StartsWith("{Rows} rows", StringComparison.Ordinal));

        using var interrupt = new CancellationTokenSource();
        scheduler.OnFlush = interrupt.Cancel;
        var followed = await scheduler.RunAsync(interrupt.Token, "logs", "--run", $"{id}", "--follow", "--json");
        Assert.Equal((ExitCode.Ok, "Interrupted: no longer following."), (followed.Code, followed.Error.Trim()));
        var lines = followed.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetInt64()).ToList();
        Assert.Equal(asJson.RootElement.EnumerateArray().Select(line => line.GetProperty("id").GetInt64()), lines);
    }

    [Fact]
    public async Task Following_ends_quietly_when_nobody_reads_any_more()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        scheduler.OutputIsGone = true;

        Assert.Equal(new Said(ExitCode.Ok, "", ""), await scheduler.RunAsync("logs", "--follow"));
    }

    [Theory]
    [InlineData("--level", "Loud", "Known: Trace")]
    [InlineData("--level", "Warn", "Did you mean \"warning\"?")]
    [InlineData("--run", "x", "is no run")]
    [InlineData("--limit", "0", "1 to 10000")]
    public async Task A_wrong_filter_of_logs_is_told(string option, string value, string told)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("logs", option, value);

        Assert.Equal(ExitCode.Usage, said.Code);
        Assert.Contains(told, said.Error);
    }
}
