using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>The commands inside a program that has definitions and a logger of its own.</summary>
public sealed class EmbeddedTests
{
    [Fact]
    public async Task Stdout_has_the_answer_and_nothing_of_what_the_program_writes()
    {
        await using var scheduler = new AScheduler();
        var (ordered, _) = await ProcessAsync(scheduler.File, "order", "chatty", "--json");
        var (ran, messages) = await ProcessAsync(scheduler.File, "run", "--json");

        Assert.True(JsonDocument.Parse(ordered).RootElement.GetProperty("isNew").GetBoolean());
        Assert.Equal(1, JsonDocument.Parse(ran).RootElement.GetProperty("succeeded").GetInt32());
        Assert.Contains("a line of the program's own", messages);
        Assert.Contains("info: RoutineScheduler", messages);
    }

    [Fact]
    public async Task Quiet_the_schedulers_own_log_lines_are_not_on_the_console()
    {
        await using var scheduler = new AScheduler();
        await ProcessAsync(scheduler.File, "order", "chatty");
        var (_, messages) = await ProcessAsync(scheduler.File, "run", "--quiet");

        Assert.Contains("a line of the program's own", messages);
        Assert.DoesNotContain("info: RoutineScheduler", messages);
    }

    [Fact]
    public async Task A_start_that_registers_nothing_new_says_nothing_of_it()
    {
        await using var scheduler = new AScheduler();
        var (_, first) = await ProcessAsync(scheduler.File, "order", "chatty");
        var (_, second) = await ProcessAsync(scheduler.File, "order", "chatty");

        Assert.Contains("Definitions registered: 1 new", first);
        Assert.DoesNotContain("Definitions registered", second);
    }

    [Fact]
    public async Task A_full_disk_behind_stdout_is_told_as_such()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full, which Linux has");
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var full = new StreamWriter(new AnswerStream(new FileStream("/dev/full", FileMode.Open, FileAccess.Write))) { AutoFlush = false };
        await full.WriteAsync("an answer");
        var lost = await Assert.ThrowsAsync<AnswerNotWrittenException>(full.FlushAsync);

        var failure = Failure.Of(lost, Words.English);
        Assert.Equal(ExitCode.Output, failure.ExitCode);
        Assert.StartsWith("Cannot write the answer (stdout): ", failure.Message);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("routines")]
    [InlineData("plan")]
    [InlineData("explain", "newcomer", "today")]
    [InlineData("runs")]
    [InlineData("logs")]
    [InlineData("hold", "1", "--reason", "x")]
    [InlineData("rerun", "1", "--reason", "x")]
    [InlineData("calendar", "show")]
    public async Task A_question_of_another_build_registers_and_retires_nothing(params string[] question)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        scheduler.Definitions = AnotherBuild;
        await scheduler.RunAsync(question);

        using var status = (await scheduler.RunAsync("status", "--json")).Json();
        Assert.Equal(5, status.RootElement.GetProperty("routines").GetInt32());
        Assert.Contains("There is no routine", (await scheduler.RunAsync("explain", "newcomer", "today")).Error);
    }

    [Theory]
    [InlineData("load")]
    [InlineData("carga-diaria")]
    [InlineData("run")]
    [InlineData("order", "newcomer")]
    public async Task What_acts_with_definitions_registers_those_of_its_build(params string[] command)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        scheduler.Definitions = AnotherBuild;
        await scheduler.RunAsync(command);

        using var status = (await scheduler.RunAsync("status", "--json")).Json();
        Assert.Equal(1, status.RootElement.GetProperty("routines").GetInt32());
    }

    [Fact]
    public async Task A_question_makes_no_database()
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.RunAsync("status");

        Assert.Equal(ExitCode.Storage, said.Code);
        Assert.Contains("There is no scheduler database yet", said.Error);
        Assert.Equal(ExitCode.Ok, (await scheduler.RunAsync("calendar", "nth", "b3", "2026-11", "1")).Code);
        Assert.False(File.Exists(scheduler.File));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 7")]
    [InlineData("CREATE TABLE gone (id INTEGER); DROP TABLE gone")]
    [InlineData("PRAGMA journal_mode = WAL")]
    [InlineData("")]
    public async Task A_question_makes_no_schema_in_a_file_that_has_none(string sql)
    {
        await using var scheduler = new AScheduler();
        await File.WriteAllBytesAsync(scheduler.File, [], TestContext.Current.CancellationToken);
        Execute(scheduler.File, sql);
        var before = await File.ReadAllBytesAsync(scheduler.File, TestContext.Current.CancellationToken);

        Said[] all =
        [
            await scheduler.RunAsync("status"), await scheduler.RunAsync("runs"), await scheduler.ToolAsync("status"),
            await scheduler.ToolAsync("load"),
        ];
        foreach (var said in all)
        {
            Assert.Equal((ExitCode.Storage, ""), (said.Code, said.Output));
            Assert.Contains(scheduler.File, said.Error);
            Assert.Matches("There is no scheduler database yet|is empty: it is no database yet", said.Error);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(scheduler.File, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Ok, (await scheduler.RunAsync("load")).Code);
        Assert.Equal(ExitCode.Ok, (await scheduler.ToolAsync("status")).Code);
    }

    [Fact]
    public async Task A_database_of_another_application_is_told_as_such_and_left_alone()
    {
        await using var scheduler = new AScheduler();
        Execute(scheduler.File, "CREATE TABLE customer (id INTEGER)");
        var before = await File.ReadAllBytesAsync(scheduler.File, TestContext.Current.CancellationToken);

        foreach (var said in new[] { await scheduler.RunAsync("status"), await scheduler.RunAsync("load"), await scheduler.ToolAsync("runs") })
        {
            Assert.Equal((ExitCode.Storage, ""), (said.Code, said.Output));
            Assert.Contains($"'{scheduler.File}' has 1 tables and views ('customer') and not the scheduler's", said.Error);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(scheduler.File, TestContext.Current.CancellationToken));
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static void AnotherBuild(IRoutineSchedulerBuilder scheduler) =>
        scheduler.AddRoutine(
            "newcomer", routine => routine.Executes((IRunContext _, CancellationToken _) => Task.FromResult(AttemptOutcome.Succeeded())));

    private static async Task<(string Output, string Error)> ProcessAsync(string file, params string[] command)
    {
        var (host, cancel) = (Path.Combine(AppContext.BaseDirectory, "RoutineScheduler.HostProcess.dll"), TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet", [host, "commands", file, .. command])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(file),
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        return (await output, await error);
    }
}
