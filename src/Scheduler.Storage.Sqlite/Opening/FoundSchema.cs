using Microsoft.Data.Sqlite;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Opening;

/// <summary>
/// Whether a database that bears this build's schema number has its schema: tables and indexes, letter by letter. One of a build between two
/// releases, or that a hand has changed, would fail somewhere in the middle of a day. What others added to it is theirs.
/// </summary>
internal static class FoundSchema
{
    private const int MostNamed = 5;

    private const string Objects = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL";

    /// <exception cref="StorageException">It has another one.</exception>
    public static void Check(OpenConnection connection, SqliteFile file, IReadOnlyList<SchemaMigration> migrations)
    {
        var found = Read(connection);
        var wrong = Expected(migrations).Where(it => found.GetValueOrDefault(it.Key) != it.Value).Select(it => it.Key)
            .Order(StringComparer.Ordinal).ToList();
        if (wrong.Count > 0)
        {
            var named = string.Join(", ", wrong.Take(MostNamed)) + (wrong.Count > MostNamed ? ", …" : "");
            throw new StorageException(
                $"The database '{file.Path}' has schema {migrations[^1].Version} of another build: " +
                $"{wrong.Count} of its tables and indexes are missing or made otherwise ({named}). " +
                "A build that was not released made it, or somebody changed it. Use the build that made it, or start with a new file; " +
                "this one was not changed.");
        }
    }

    private static Dictionary<string, string> Read(OpenConnection connection) =>
        connection.Once(Objects, row => KeyValuePair.Create(row.TextAt(0), row.TextAt(1))).ToDictionary();

    /// <summary>What the scripts make of an empty database.</summary>
    private static Dictionary<string, string> Expected(IReadOnlyList<SchemaMigration> migrations)
    {
        using var empty = new OpenConnection(new SqliteConnection("Data Source=:memory:"));
        empty.Connection.Open();
        foreach (var migration in migrations)
        {
            using var script = new SqliteCommand(migration.Sql, empty.Connection);
            script.ExecuteNonQuery();
        }

        return Read(empty);
    }
}
