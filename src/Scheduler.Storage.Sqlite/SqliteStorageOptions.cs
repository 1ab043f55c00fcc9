namespace RoutineScheduler.Storage.Sqlite;

/// <summary>How the store uses its file. What the database holds does not depend on any of it.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>As of Microsoft.Data.Sqlite, <c>Data Source</c> being a path: <c>Data Source=scheduler.db</c>.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Off: a power cut may forget the last accepted orders and ends of runs (<c>synchronous=NORMAL</c>); the file stays intact either way.
    /// </summary>
    public bool SurvivesPowerLoss { get; set; } = true;

    /// <summary>How long one try of a step waits for the writers of other processes; it is tried up to six times.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Of the writing connection.</summary>
    public int CacheMegabytes { get; set; } = 64;

    /// <summary>How often, while somebody waits, the commits of other processes are looked for.</summary>
    public TimeSpan LookForOthersEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>SQLite's locks and its write-ahead log do not work between machines: only for a share that no second machine opens.</summary>
    public bool AllowNetworkFileSystem { get; set; }
}
