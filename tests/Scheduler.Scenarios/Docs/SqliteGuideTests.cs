using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Scenarios.Driving;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.Sqlite;
using Xunit;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>What docs/guides/sqlite.md says of backups is so.</summary>
public sealed class SqliteGuideTests : IDisposable
{
    private static readonly Instant Evening = Instant.FromUtc(2026, 11, 19, 23, 0);

    private readonly SqliteFolder folder = new();
    private readonly DirectoryInfo backups = Directory.CreateTempSubdirectory("scheduler-backup-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_that_is_made_while_a_host_works_is_a_whole_database()
    {
        await using var host = Pump.At(Evening, Define, _ => folder.Open(new FakeClock(Evening)));
        await host.RoundAsync(Cancel);
        var copy = Path.Combine(backups.FullName, "copy.db");

        await BackUpAsync($"Data Source={folder.File};Pooling=False", copy, Cancel);

        await using var restored = new SqliteStorage(new SqliteStorageOptions { ConnectionString = $"Data Source={copy}" }, new FakeClock(Evening));
        await restored.OpenAsync(Cancel);
        Assert.Equal(RunState.Succeeded, Assert.Single(await restored.Queries.ListAsync(new RunFilter(), Cancel)).Facts.State);
        Assert.Equal("x", Assert.Single((await restored.Routines.ReadAsync(Cancel)).Routines).Version.Definition.Key);
    }

    public void Dispose()
    {
        folder.Dispose();
        backups.Delete(recursive: true);
    }

    private static void Define(IRoutineSchedulerBuilder scheduler) =>
        scheduler.AddRoutine("x", routine => routine.At("0 20 * * *").Executes((_, _) => Task.CompletedTask));

    private static async Task BackUpAsync(string from, string to, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(from);
        await connection.OpenAsync(cancel);
        await using var backup = connection.CreateCommand();
        backup.CommandText = "VACUUM INTO $file";
        backup.Parameters.AddWithValue("$file", to);
        await backup.ExecuteNonQueryAsync(cancel);
    }
}
