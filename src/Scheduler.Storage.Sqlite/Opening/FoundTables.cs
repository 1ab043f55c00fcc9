using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Opening;

/// <summary>Whose database a file is, by its tables. One that has tables, and not the scheduler's, is not touched.</summary>
internal static class FoundTables
{
    private const int MostNamed = 5;

    private const string Names = """
        SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name
        """;

    private static readonly string[] Ours = ["schema_version", "scheduler", "run"];

    // By their beginnings: what most often lies beside a scheduler in a .NET application's folder.
    private static readonly (string Table, string Owner)[] Known =
    [
        ("__EFMigrationsHistory", "Entity Framework Core"), ("QRTZ_", "Quartz.NET"), ("HangFire", "Hangfire"),
        ("AspNetUsers", "ASP.NET Core Identity"),
        ("flyway_schema_history", "Flyway"), ("django_migrations", "Django"), ("alembic_version", "Alembic"),
    ];

    /// <exception cref="StorageException">It is another application's.</exception>
    public static void Check(OpenConnection connection, SqliteFile file)
    {
        var names = connection.Once(Names, row => row.TextAt(0));
        if (names.Count > 0 && !Ours.All(ours => names.Contains(ours)))
        {
            throw new StorageException(
                $"The database '{file.Path}' has {names.Count} tables and views ({List(names)}) and not the scheduler's: " +
                $"it is another application's{Owner(names)}. " +
                "The scheduler needs a file of its own; name another one. This one was not changed.");
        }
    }

    private static string List(List<string> names) =>
        string.Join(", ", names.Take(MostNamed).Select(name => $"'{name}'")) + (names.Count > MostNamed ? ", …" : "");

    private static string Owner(List<string> names) =>
        Known.Where(known => names.Exists(name => name.StartsWith(known.Table, StringComparison.OrdinalIgnoreCase)))
            .Select(known => known.Owner).ToList() is { Count: > 0 } owners
            ? $" (it looks like one of {string.Join(" and ", owners)})"
            : "";
}
