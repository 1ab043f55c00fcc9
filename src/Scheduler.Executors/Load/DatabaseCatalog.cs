using System.Data.Common;

namespace RoutineScheduler.Executors.Load;

/// <summary>A database that the host registered for load-file.</summary>
/// <param name="RegisteredAt">File and line of the host's code.</param>
internal sealed record RegisteredDatabase(string Name, DbDataSource Source, SqlDialect Dialect, string RegisteredAt);

/// <summary>The databases that load-file may write to, by name.</summary>
internal sealed class DatabaseCatalog(IEnumerable<RegisteredDatabase> registered)
{
    private readonly Dictionary<string, RegisteredDatabase> databases = registered.ToDictionary(database => database.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => databases.Keys;

    /// <summary>Null when no database has that name.</summary>
    public RegisteredDatabase? Find(string name) => databases.GetValueOrDefault(name);

    public string Unknown(string name) =>
        $"No database is registered as '{name}'. " +
        (Names.Count == 0 ? "None is: call AddDatabase." : $"There are: {string.Join(", ", Names.Order(StringComparer.Ordinal))}.");
}
