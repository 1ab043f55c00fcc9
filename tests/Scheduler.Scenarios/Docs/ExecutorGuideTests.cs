using Microsoft.Data.Sqlite;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Scenarios.Driving;
using Xunit;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>What docs/writing-an-executor.md says of its code is what happens.</summary>
public sealed class ExecutorGuideTests : IAsyncLifetime
{
    private static readonly LocalDate Monday = new(2026, 11, 23);
    private static readonly Instant Morning = Instant.FromUtc(2026, 11, 23, 11, 0);   // 08:00 in São Paulo

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("scheduler-guide-");
    private ExecutorSnippets.QuotaTable? quotas;
    private Pump? pump;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string ConnectionString => $"Data Source={Path.Combine(folder.FullName, "quotas.db")};Pooling=False";

    private Pump Host => pump!;

    public async ValueTask InitializeAsync()
    {
        await AskAsync("CREATE TABLE quota (fund TEXT, day TEXT, value TEXT, token INTEGER, PRIMARY KEY (fund, day))");
        quotas = new ExecutorSnippets.QuotaTable(ConnectionString);
        pump = Pump.At(
            Morning, scheduler => ExecutorSnippets.Define(scheduler, quotas), options: options => options.ArtifactRoot = folder.FullName);
        await Host.OpenAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_asked_for_again_and_its_successors_wait()
    {
        await Host.RunUntilAsync(Morning + Duration.FromMinutes(75), Cancel);

        var waiting = await RunOfAsync("load-quotas");
        Assert.Equal((RunState.Recovering, 0), (waiting.State, waiting.Tries));
        Assert.Equal(RunState.Pending, (await RunOfAsync("recalculate")).State);
    }

    [Fact]
    public async Task What_is_loaded_is_handed_over_with_its_artifact_and_stands_in_the_log()
    {
        WriteQuotas("FIA;10,5", "FIM;11,5");

        await Host.RunUntilAsync(Morning + Duration.FromHours(4), Cancel);

        var load = await Host.Client.FindRunAsync((await RunOfAsync("load-quotas")).Id, Cancel);
        var attempt = Assert.Single(load!.Attempts);
        Assert.Equal(AttemptEnd.Succeeded, attempt.End);
        Assert.Equal("""{"day":"2026-11-23","rows":2}""", attempt.Result);
        Assert.Equal(("quotas_20261119.csv", 2L), (Assert.Single(attempt.Artifacts).Name, attempt.Artifacts[0].Rows));
        Assert.Contains(await Host.Client.LogsAsync(new LogQuery { Run = load.Run.Id }, Cancel), line => line.Template == "{Rows} rows of {Date}");
        foreach (var routine in (string[])["recalculate", "publish", "slow"])
        {
            Assert.Equal(RunState.Succeeded, (await RunOfAsync(routine)).State);
        }

        Assert.Equal([Monday], quotas!.Published);
    }

    [Fact]
    public async Task A_late_writer_with_a_smaller_token_changes_nothing()
    {
        await quotas!.SaveAsync("FIA", Monday, "new", new FencingToken(8), Cancel);
        await quotas.SaveAsync("FIA", Monday, "late", new FencingToken(7), Cancel);

        Assert.Equal("new", await AskAsync("SELECT value FROM quota"));
    }

    private void WriteQuotas(params string[] lines)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder.FullName, "load-quotas", "2026-11-23"));
        File.WriteAllLines(Path.Combine(place.FullName, "quotas_20261119.csv"), lines);
    }

    private async Task<RunView> RunOfAsync(string routine) =>
        Assert.Single(await Host.Client.RunsAsync(new RunQuery { Routines = [routine], From = Monday, To = Monday }, Cancel));

    private async Task<object?> AskAsync(string sql)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Cancel);
    }
}
