using RoutineScheduler.Hosting;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>The tool on a database that a host made: it has no definitions of its own.</summary>
public sealed class ToolTests
{
    [Fact]
    public async Task It_plans_from_the_stored_definitions_and_retires_nothing()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load", "--date", "2026-11-18");

        Assert.Contains("4 added", (await scheduler.ToolAsync("load")).Output);
        var run = await scheduler.RunOfAsync("evening");
        Assert.Equal(ExitCode.Ok, (await scheduler.ToolAsync("hold", $"{run}", "--reason", "from outside")).Code);
        Assert.Equal("Held", await scheduler.StateOfAsync(run));
        using var status = (await scheduler.ToolAsync("status", "--json")).Json();
        Assert.Equal(5, status.RootElement.GetProperty("routines").GetInt32());
    }

    [Fact]
    public async Task It_reloads_no_date_that_is_loaded()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        scheduler.Definitions = it => it.AddRoutine("another", r => r.At("0 21 * * *").Executes((_, _) => Task.CompletedTask));
        await scheduler.RunAsync("order", "another");

        await scheduler.ToolAsync("run", "--limit", "1");

        Assert.Equal("Pending", await scheduler.StateOfAsync(await scheduler.RunOfAsync("evening")));
        using var runs = (await scheduler.RunAsync("runs", "--routine", "another", "--json")).Json();
        Assert.Equal(1, runs.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task It_executes_only_what_it_has_an_executor_for()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.ToolAsync("run");

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Contains("0 executed", said.Output);
        Assert.Contains("3 due left: this process does not have their executors: broken (1), download (1), load-prices (1)", said.Output);
        using var json = (await scheduler.ToolAsync("run", "--json")).Json();
        Assert.Equal(1, json.RootElement.GetProperty("left").GetProperty("download").GetInt32());
        Assert.Contains("no living node has the executor download", (await scheduler.ToolAsync("explain", "download", "today")).Output);
        Assert.Equal("Pending", await scheduler.StateOfAsync(await scheduler.RunOfAsync("download")));
    }

    [Fact]
    public async Task The_storage_may_stand_in_a_variable()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        scheduler.Variables["SCHEDULER_STORAGE"] = $"sqlite:{scheduler.File}";

        Assert.Contains("evening", (await scheduler.BareToolAsync("runs")).Output);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "No storage is named", "status")]
    [InlineData(ExitCode.Usage, "names no storage; write sqlite:FILE", "status", "--storage", "oracle:x")]
    [InlineData(ExitCode.Usage, "names no storage; write sqlite:FILE, as in sqlite:scheduler.db.", "status", "--storage", "sqlite:")]
    [InlineData(ExitCode.Usage, "write sqlite:FILE, as in sqlite:/tmp/x.db.", "status", "--storage", "/tmp/x.db")]
    [InlineData(ExitCode.Usage, "write sqlite:FILE, as in sqlite:scheduler.db.", "status", "--storage", "postgres://x")]
    [InlineData(ExitCode.Storage, "There is no database", "status", "--storage", "sqlite:/nowhere/scheduler.db")]
    [InlineData(ExitCode.Storage, "There is no database", "status", "--storage", "sqlite:Data Source=nowhere.db;Default Timeout=5")]
    [InlineData(
        ExitCode.Storage, "Connection string keyword 'nonsense' is not supported", "status", "--storage", "sqlite:Data Source=nowhere.db;Nonsense=1")]
    [InlineData(ExitCode.Storage, "is a folder", "status", "--storage", "sqlite:/")]
    [InlineData(ExitCode.Storage, "There is no database", "status", "--storage", "sqlite:Data Source=/nowhere/scheduler.db")]
    [InlineData(ExitCode.Usage, "Required command", "--lang", "en")]
    public async Task A_storage_that_cannot_be_used_is_told(int code, string told, params string[] args)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.BareToolAsync(args);

        Assert.Equal(code, said.Code);
        Assert.Contains(told, said.Error);
        Assert.Equal("", said.Output);
    }

    [Fact]
    public async Task A_database_that_may_not_be_written_is_told()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.BareToolAsync("status", "--storage", $"sqlite:Data Source={scheduler.File};Mode=ReadOnly");

        Assert.Equal(ExitCode.Storage, said.Code);
        Assert.Contains("ReadOnly", said.Error);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told()
    {
        await using var scheduler = new AScheduler();
        await File.WriteAllTextAsync(scheduler.File, new string('x', 10_000), TestContext.Current.CancellationToken);
        var said = await scheduler.ToolAsync("status");

        Assert.Equal(ExitCode.Storage, said.Code);
        Assert.Contains("not a SQLite database", said.Error);
    }

    [Fact]
    public async Task An_empty_file_is_told_and_stays_empty()
    {
        await using var scheduler = new AScheduler();
        await File.WriteAllBytesAsync(scheduler.File, [], TestContext.Current.CancellationToken);
        var said = await scheduler.ToolAsync("status");

        Assert.Equal(ExitCode.Storage, said.Code);
        Assert.Contains("is empty: it is no database yet", said.Error);
        Assert.Equal(0, new FileInfo(scheduler.File).Length);
    }

    [Fact]
    public async Task Help_names_commands_and_exit_codes_in_either_language()
    {
        await using var scheduler = new AScheduler();
        var english = await scheduler.BareToolAsync("--help");
        scheduler.Variables["LANG"] = "pt_BR.UTF-8";
        var portuguese = await scheduler.BareToolAsync("--help");

        Assert.Equal(ExitCode.Ok, english.Code);
        Assert.Contains("Exit codes: 0 done", english.Output);
        Assert.Contains("Códigos de saída: 0 feito", portuguese.Output);
        string[] commands =
        [
            "load, carga-diaria", "run, executar", "plan", "explain <ROUTINE> <DATE>", "status", "runs [RUN]", "logs", "hold",
            "release", "cancel", "skip", "accept", "rerun", "start", "order", "calendar", "cron", "ask",
        ];
        Assert.All(commands, command => Assert.Contains($"\n  {command} ", english.Output));
    }
}
