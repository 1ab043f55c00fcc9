using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Storage.Sqlite.Opening;

/// <summary>The database's file as it was configured, checked as far as that goes without opening it.</summary>
internal sealed class SqliteFile
{
    private SqliteFile(string path, string connectionString)
    {
        Path = path;
        ConnectionString = connectionString;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string ConnectionString { get; }

    /// <exception cref="StorageException">All that is wrong with the options, or with the place of the file, and what would be right.</exception>
    public static SqliteFile Check(SqliteStorageOptions options)
    {
        var builder = Parse(options.ConnectionString);
        List<string> problems = [.. OptionProblems.Of(options)];
        if (Problem(builder) is { } problem)
        {
            // Never the whole of it: it may hold a password.
            problems.Insert(0, $"The connection string{(builder.DataSource is "" ? "" : $" of '{builder.DataSource}'")} cannot be used: {problem}");
        }

        if (problems.Count > 0)
        {
            throw new StorageException(string.Join(Environment.NewLine, problems));
        }

        var path = System.IO.Path.GetFullPath(builder.DataSource);
        CheckPlace(path, options.AllowNetworkFileSystem);
        builder.DataSource = path;
        // Ours are kept open; a pool of the driver would hold the file after the store has closed.
        builder.Pooling = false;
        // What the driver waits beside busy_timeout; 0 would be for ever.
        builder.DefaultTimeout = 1;
        return new SqliteFile(path, builder.ConnectionString);
    }

    private static SqliteConnectionStringBuilder Parse(string text)
    {
        try
        {
            return new SqliteConnectionStringBuilder(text);
        }
        catch (ArgumentException wrong)
        {
            throw new StorageException(
                $"The connection string cannot be read: {wrong.Message} For example: 'Data Source=scheduler.db'.", wrong);
        }
    }

    private static string? Problem(SqliteConnectionStringBuilder builder) => builder switch
    {
        { DataSource: "" } => "it names no file. For example: 'Data Source=scheduler.db'.",
        { Mode: SqliteOpenMode.Memory } or { DataSource: ":memory:" } =>
            "a database in memory is not shared and gone with its connection. " +
            "Name a file, or configure no storage: the scheduler's own in-memory store is used then.",
        { DataSource: var source } when source.StartsWith("file:", StringComparison.OrdinalIgnoreCase) =>
            "the store needs a plain path and not a URI. Write 'Data Source=path'.",
        { Mode: SqliteOpenMode.ReadOnly } => "it says Mode=ReadOnly, and a scheduler writes. Remove Mode, or write Mode=ReadWriteCreate.",
        { Cache: SqliteCacheMode.Shared } => "Cache=Shared makes connections of one process wait for each other. Remove it.",
        _ => null,
    };

    private static void CheckPlace(string path, bool allowNetworkFileSystem)
    {
        var folder = System.IO.Path.GetDirectoryName(path);
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new StorageException($"There is no folder '{folder}' for the database '{path}'. Create it, or name another file.");
        }

        if (Directory.Exists(path))
        {
            throw new StorageException($"'{path}' is a folder. Name the database's file.");
        }

        if (!allowNetworkFileSystem && NetworkFileSystem.Of(path) is { } kind)
        {
            throw new StorageException(
                $"The database '{path}' would lie on a network file system ({kind}), where SQLite's locks do not hold between machines. " +
                $"Use a local disk, or set {nameof(SqliteStorageOptions.AllowNetworkFileSystem)} where no second machine opens the file.");
        }
    }
}
