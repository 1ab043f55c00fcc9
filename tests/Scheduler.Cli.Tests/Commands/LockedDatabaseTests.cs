using Microsoft.Data.Sqlite;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>Another process writes, and takes its time.</summary>
public sealed class LockedDatabaseTests
{
    private const string Notice = "Still waiting for the database; another process may have it locked.";

    [Theory]
    [InlineData("hold", "1", "--reason", "x")]
    [InlineData("order", "on-demand")]
    [InlineData("load", "--date", "2026-11-23")]
    [InlineData("run", "--limit", "1")]
    public async Task Who_waits_for_it_is_told_so_once(params string[] command)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        using var other = new SqliteConnection($"Data Source={scheduler.File};Pooling=False");
        other.Open();
        Execute(other, "BEGIN IMMEDIATE");
        scheduler.Time.IsOver = true;
        scheduler.OnError = line =>
        {
            if (line == Notice)
            {
                Execute(other, "COMMIT");
            }
        };
        var said = await scheduler.RunAsync([.. command, "--quiet"]);

        Assert.Equal((ExitCode.Ok, Notice), (said.Code, said.Error.Trim()));
        Assert.All(scheduler.Time.Timers, patience => Assert.Equal(TimeSpan.FromSeconds(3), patience));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("runs")]
    [InlineData("plan")]
    [InlineData("routines")]
    [InlineData("logs")]
    [InlineData("explain", "download", "today")]
    public async Task A_question_waits_for_nobody_who_writes(params string[] question)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        using var other = new SqliteConnection($"Data Source={scheduler.File};Pooling=False");
        other.Open();
        Execute(other, "DELETE FROM sqlite_stat1");   // so that there is something to be kept at opening
        Execute(other, "BEGIN IMMEDIATE");
        var said = await scheduler.RunAsync(question);

        Assert.Equal((ExitCode.Ok, ""), (said.Code, said.Error));
    }

    [Fact]
    public async Task It_is_told_in_portuguese()
    {
        await using var scheduler = new AScheduler();
        scheduler.Time.IsOver = true;

        Assert.StartsWith(
            "Ainda esperando o banco; outro processo pode tê-lo bloqueado.", (await scheduler.RunAsync("load", "--lang", "pt-BR")).Error);
    }

    [Fact]
    public async Task Who_is_answered_in_time_is_told_nothing()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");

        Assert.Equal("", (await scheduler.RunAsync("order", "on-demand")).Error);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
