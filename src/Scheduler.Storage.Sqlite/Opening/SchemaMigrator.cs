using Microsoft.Data.Sqlite;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Opening;

/// <summary>Brings a database to this build's schema, in one transaction that only one process has.</summary>
internal sealed class SchemaMigrator(OpenConnection connection, SqliteFile file, CrashPoint crash)
{
    private const string CreateVersion = """
        CREATE TABLE IF NOT EXISTS schema_version (
          id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, min_compatible INTEGER NOT NULL) STRICT
        """;

    private const string SaveVersion = """
        INSERT INTO schema_version (id, version, min_compatible) VALUES (1, $version, $minCompatible)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, min_compatible = excluded.min_compatible
        """;

    /// <returns>False: the database is of a newer build, and works with this one.</returns>
    /// <exception cref="StorageException">The database is newer than this build, and does not work with it.</exception>
    public bool Migrate(IReadOnlyList<SchemaMigration> migrations)
    {
        // Most starts find it as it should be, and need no lock.
        var found = Find();
        if (SchemaChoice.Decide(found, migrations) is SchemaChoice.UpToDate)
        {
            return found?.Version == migrations[^1].Version;
        }

        Execute("BEGIN EXCLUSIVE");
        try
        {
            Apply(SchemaChoice.Decide(Find(), migrations));
            Execute("COMMIT");
            return Find()?.Version == migrations[^1].Version;
        }
        catch
        {
            if (connection.IsInTransaction)
            {
                Execute("ROLLBACK");
            }

            throw;
        }
    }

    private void Apply(SchemaChoice choice)
    {
        switch (choice)
        {
            case SchemaChoice.TooNew it:
                throw new StorageException(
                    $"The database '{file.Path}' has schema {it.Found.Version}, " +
                    $"which builds that know schema {it.Found.MinCompatible} or later can use; " +
                    $"this one knows {it.Known}. Update this program, or open the backup that was made before the newer one migrated it.");
            case SchemaChoice.Migrate it:
                foreach (var migration in it.Steps)
                {
                    Apply(migration);
                }

                break;
        }
    }

    private void Apply(SchemaMigration migration)
    {
        Execute(CreateVersion);
        Execute(migration.Sql);
        crash(CrashPoints.InMigration);
        using var save = new Statement(connection.Connection, SaveVersion);
        save.Execute((long)migration.Version, (long)migration.MinCompatible);
    }

    private SchemaVersion? Find()
    {
        using var isThere = new Statement(
            connection.Connection, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'");
        if (isThere.Number() == 0)
        {
            return null;
        }

        using var find = new Statement(connection.Connection, "SELECT version, min_compatible FROM schema_version");
        return find.List(row => (SchemaVersion?)new SchemaVersion(row.IntAt(0), row.IntAt(1))).SingleOrDefault();
    }

    private void Execute(string sql)
    {
        using var command = new SqliteCommand(sql, connection.Connection);
        command.ExecuteNonQuery();
    }
}
