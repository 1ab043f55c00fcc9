using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>A new database file, removed afterwards.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly string folder;

    public DatabaseFile(string within)
    {
        folder = System.IO.Path.Combine(within, $"scheduler-benchmark-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        Path = System.IO.Path.Combine(folder, "scheduler.db");
    }

    public string Path { get; }

    public string ConnectionString => $"Data Source={Path};Pooling=False";

    /// <param name="counts">Selects three numbers: ended runs, attempts, log lines.</param>
    public DrainedFile Inspect(string counts)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var checkpoint = new SqliteCommand("PRAGMA wal_checkpoint(TRUNCATE)", connection);
        checkpoint.ExecuteNonQuery();
        using var command = new SqliteCommand(counts, connection);
        using var row = command.ExecuteReader();
        row.Read();
        return new DrainedFile(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), new FileInfo(Path).Length);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
