using System.Data.Common;

namespace RoutineScheduler.Executors.Load;

/// <summary>A database that the host registered for load-file.</summary>
internal sealed record RegisteredDatabase(string Name, DbDataSource Source, SqlDialect Dialect);

/// <summary>The databases that load-file may write to, by name.</summary>
internal sealed class DatabaseCatalog
{
    private readonly Dictionary<string, RegisteredDatabase> databases = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A name is given twice.</exception>
    public DatabaseCatalog(IEnumerable<RegisteredDatabase> registered)
    {
        foreach (var database in registered)
        {
            if (!databases.TryAdd(database.Name, database))
            {
                throw new ArgumentException($"The database '{database.Name}' is registered twice; give one of them another name.", nameof(registered));
            }
        }
    }

    public IReadOnlyCollection<string> Names => databases.Keys;

    /// <summary>Null when no database has that name.</summary>
    public RegisteredDatabase? Find(string name) => databases.GetValueOrDefault(name);
}
