using Microsoft.Data.Sqlite;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Opening;

/// <summary>Opens the file's connections. What keeps it from being used at all is told as what it is, where, and what to do.</summary>
internal sealed class SqliteOpening(SqliteStorageOptions options, SqliteFile file, Random random, CrashPoint crash)
{
    private const int Repetitions = 5;

    /// <summary>The writing connection, of a database that has its schema.</summary>
    public async Task<OpenConnection> OpenWriterAsync(CancellationToken cancel)
    {
        for (var repetition = 0; ; repetition++)
        {
            try
            {
                return OpenWriter();
            }
            catch (SqliteException busy) when (IsBusy(busy) && repetition < Repetitions)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(10, 100 << repetition)), cancel);
            }
            catch (SqliteException trouble)
            {
                throw OpeningTrouble.Of(trouble, file);
            }
        }
    }

    public OpenConnection OpenReader() => Open("PRAGMA query_only = ON;");

    private OpenConnection OpenWriter()
    {
        var connection = Open($"PRAGMA cache_size = -{options.CacheMegabytes * 1024}; PRAGMA foreign_keys = ON;");
        try
        {
            CheckWritable(connection);
            FoundTables.Check(connection, file);
            UseWriteAheadLog(connection);
            if (new SchemaMigrator(connection, file, crash).Migrate(SchemaMigrations.All))
            {
                FoundSchema.Check(connection, file, SchemaMigrations.All);
            }

            KeepStatistics(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Of the tables, for the planner of queries. It writes, and who only asks must not wait for another process that writes: whoever opens
    /// next keeps them.
    /// </summary>
    private void KeepStatistics(OpenConnection connection)
    {
        SetBusyTimeout(connection, TimeSpan.Zero);
        try
        {
            // 0x10002: also of tables that nobody has asked about on this connection. A statement, since a command waits for itself.
            using var optimize = new Statement(connection.Connection, "PRAGMA optimize = 0x10002");
            optimize.Execute();
        }
        catch (SqliteException busy) when (IsBusy(busy))
        {
            // As said above.
        }
        finally
        {
            SetBusyTimeout(connection, options.BusyTimeout);
        }
    }

    private static void SetBusyTimeout(OpenConnection connection, TimeSpan longest) =>
        Execute(connection, $"PRAGMA busy_timeout = {(int)longest.TotalMilliseconds}");

    private static bool IsBusy(SqliteException trouble) => trouble.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED;

    private OpenConnection Open(string settings)
    {
        var connection = new SqliteConnection(file.ConnectionString);
        try
        {
            connection.Open();
            var opened = new OpenConnection(connection);
            Execute(opened, $"""
                PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};
                PRAGMA synchronous = {(options.SurvivesPowerLoss ? "FULL" : "NORMAL")};
                {settings}
                """);
            return opened;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>SQLite opens what it may not write for reading, without a word.</summary>
    private void CheckWritable(OpenConnection connection)
    {
        if (SQLitePCL.raw.sqlite3_db_readonly(connection.Connection.Handle, "main") == 1)
        {
            throw OpeningTrouble.ReadOnly(file);
        }
    }

    private void UseWriteAheadLog(OpenConnection connection)
    {
        using var mode = new Statement(connection.Connection, "PRAGMA journal_mode = WAL");
        var answer = mode.List(row => row.TextAt(0)).Single();
        if (answer != "wal")
        {
            throw new StorageException(
                $"The database '{file.Path}' cannot use a write-ahead log (journal mode '{answer}'): " +
                "its file system shares no memory between processes. Use a local disk.");
        }
    }

    private static void Execute(OpenConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection.Connection);
        command.ExecuteNonQuery();
    }
}
