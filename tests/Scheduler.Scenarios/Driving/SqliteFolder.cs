using Microsoft.Data.Sqlite;
using NodaTime;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Scenarios.Driving;

/// <summary>A real database file of one scenario, opened anew for each host as after a restart.</summary>
internal sealed class SqliteFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("scheduler-scenario-");

    public string File => Path.Combine(folder.FullName, "scheduler.db");

    public IStorage Open(IClock clock) =>
        new SqliteStorage(new SqliteStorageOptions { ConnectionString = $"Data Source={File}", SurvivesPowerLoss = false }, clock);

    /// <summary>What PRAGMA integrity_check says: one line, "ok".</summary>
    public IReadOnlyList<string> IntegrityCheck()
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        using var rows = command.ExecuteReader();
        var lines = new List<string>();
        while (rows.Read())
        {
            lines.Add(rows.GetString(0));
        }

        return lines;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
