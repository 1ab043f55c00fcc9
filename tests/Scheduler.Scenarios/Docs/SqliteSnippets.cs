using Microsoft.Data.Sqlite;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>The code of docs/guides/sqlite.md, line for line.</summary>
internal static class SqliteSnippets
{
    public static async Task BackUpAsync(CancellationToken cancel)
    {
        await using var connection = new SqliteConnection("Data Source=scheduler.db");
        await connection.OpenAsync(cancel);
        await using var backup = connection.CreateCommand();
        backup.CommandText = "VACUUM INTO $file";
        backup.Parameters.AddWithValue("$file", "/backup/scheduler-2026-11-20.db");
        await backup.ExecuteNonQueryAsync(cancel);
    }

    public static void Use(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.UseSqlite("Data Source=scheduler.db", options => options.SurvivesPowerLoss = false);
    }
}
