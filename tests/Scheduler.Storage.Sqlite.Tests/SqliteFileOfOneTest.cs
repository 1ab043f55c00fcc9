using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace RoutineScheduler.Storage.Sqlite.Tests;

/// <summary>A database file in a folder of its own, and the stores that a test opens on it: each as if it were a process.</summary>
internal sealed class SqliteFileOfOneTest : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("scheduler-sqlite-");
    private readonly List<SqliteStorage> opened = [];

    public string Path => System.IO.Path.Combine(folder.FullName, "scheduler.db");

    public string ConnectionString => $"Data Source={Path}";

    public SqliteStorageOptions Options => new()
    {
        ConnectionString = ConnectionString,
        // What a power cut may forget is no test's subject, and a disk that syncs is slow.
        SurvivesPowerLoss = false,
        LookForOthersEvery = TimeSpan.FromMilliseconds(20),
    };

    public async Task<IStorage> OpenAsync(IClock clock) => await OpenAsync(clock, Options);

    public async Task<SqliteStorage> OpenAsync(
        IClock clock, SqliteStorageOptions options, CrashPoint? crash = null, TimeProvider? time = null, ILogger? log = null)
    {
        var storage = new SqliteStorage(options, clock, crash, time, new Random(17), log);
        await storage.OpenAsync(CancellationToken.None);
        opened.Add(storage);
        return storage;
    }

    /// <summary>A connection beside the stores, as a tool of a person has one.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public object? Ask(string sql)
    {
        using var connection = Connect();
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var storage in opened)
        {
            await storage.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }
}
