using NodaTime;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Scenarios.Driving;

/// <summary>A real database file of one scenario, opened anew for each host as after a restart.</summary>
internal sealed class SqliteFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("scheduler-scenario-");

    public string File => Path.Combine(folder.FullName, "scheduler.db");

    public IStorage Open(IClock clock) => new SqliteStorage(new SqliteStorageOptions { ConnectionString = $"Data Source={File}", SurvivesPowerLoss = false }, clock);

    public void Dispose() => folder.Delete(recursive: true);
}
