using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Storage.Sqlite.Opening;

/// <summary>
/// What opening would make a scheduler's database of: a file that is not there, is empty, or is a database without anybody's tables.
/// </summary>
internal static class UnusedFile
{
    public static bool Is(SqliteFile file)
    {
        if (!File.Exists(file.Path) || new FileInfo(file.Path).Length == 0)
        {
            return true;
        }

        try
        {
            return HasNoTables(file);
        }
        catch (SqliteException)
        {
            // No database, or locked: opening it tells what is wrong.
            return false;
        }
    }

    private static bool HasNoTables(SqliteFile file)
    {
        var reading = new SqliteConnectionStringBuilder(file.ConnectionString) { Mode = SqliteOpenMode.ReadOnly };
        using var connection = new SqliteConnection(reading.ToString());
        connection.Open();
        using var count = new SqliteCommand("SELECT count(*) FROM sqlite_schema", connection);
        return count.ExecuteScalar() is 0L;
    }
}
