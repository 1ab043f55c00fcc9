using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Cron;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Hosting;
using RoutineScheduler.Loading;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Cli.Commands;

/// <summary>
/// The tool's own scheduler: a storage and the built-in executors, no definitions. It plans from the stored versions and registers nothing.
/// </summary>
internal static class ToolHost
{
    private const string Scheme = "sqlite:";

    /// <exception cref="UsageException">The text names no storage.</exception>
    /// <exception cref="StorageException">There is no such file: a host that has definitions makes it, and a mistyped name must not.</exception>
    public static IHost Create(string storage, Surroundings surroundings)
    {
        var connection = ConnectionString(storage);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = "scheduler" });
        builder.Configuration.AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables();
        builder.Logging.AddProvider(new StderrLoggerProvider(surroundings.Error));
        builder.Services.AddSingleton(surroundings.Clock);
        // Whether a loaded date follows its definitions is the host's to say; the tool loads only what is missing.
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .UseSqlite(connection).AddDownloadFile().Configure(options => options.ReloadOnChange = ReloadOnChange.Off));
        return builder.Build();
    }

    private static string ConnectionString(string storage)
    {
        if (!storage.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || storage.Length == Scheme.Length)
        {
            var example = Scheme + (NamesAScheme(storage) ? "scheduler.db" : storage);
            throw new UsageException(
                $"--storage: {Quotation.Of(storage)} names no storage; write sqlite:FILE, as in {example}.",
                $"--storage: {Quotation.Of(storage)} não indica um banco; escreva sqlite:ARQUIVO, como {example}.");
        }

        var place = storage[Scheme.Length..];
        var isConnectionString = place.Contains("Data Source", StringComparison.OrdinalIgnoreCase);
        var file = isConnectionString ? FileOf(place) : place;
        if (file is not null && Missing(file) is { } missing)
        {
            throw new StorageException(
                $"{missing} The program that defines the routines makes it: start that program once, or run its own command 'load', "
                + "and name the file that it uses.");
        }

        return isConnectionString ? place : new SqliteConnectionStringBuilder { DataSource = place }.ToString();
    }

    /// <summary>One letter is a drive.</summary>
    private static bool NamesAScheme(string storage) => storage.IndexOf(':', StringComparison.Ordinal) > 1;

    /// <summary>Null where there is something to open. A folder is told by the storage.</summary>
    private static string? Missing(string file) => new FileInfo(file) switch
    {
        { Exists: true, Length: 0 } => $"'{Path.GetFullPath(file)}' is empty: it is no database yet.",
        { Exists: false } when !Directory.Exists(file) => $"There is no database '{Path.GetFullPath(file)}'.",
        _ => null,
    };

    /// <summary>Null where it cannot be told: the storage says what is wrong with its connection string.</summary>
    private static string? FileOf(string connection)
    {
        try
        {
            var file = new SqliteConnectionStringBuilder(connection).DataSource;
            return file.Length == 0 || file == ":memory:" || file.StartsWith("file:", StringComparison.Ordinal) ? null : file;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
