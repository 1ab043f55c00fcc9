using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using RoutineScheduler.Hosting;
using RoutineScheduler.Logging;

namespace RoutineScheduler.Storage.Sqlite;

public static class SqliteSchedulerBuilder
{
    /// <summary>Keeps everything in one SQLite file on this machine; several processes may use it at once.</summary>
    /// <param name="connectionString">As of Microsoft.Data.Sqlite: <c>Data Source=scheduler.db</c>.</param>
    public static IRoutineSchedulerBuilder UseSqlite(
        this IRoutineSchedulerBuilder scheduler, string connectionString, Action<SqliteStorageOptions>? configure = null)
    {
        var options = new SqliteStorageOptions { ConnectionString = connectionString };
        configure?.Invoke(options);
        return scheduler.UseStorage(
            "SQLite",
            services => new SqliteStorage(
                options, services.GetRequiredService<IClock>(), time: services.GetService<TimeProvider>() ?? TimeProvider.System,
                log: services.GetRequiredService<SafeLoggers>().CreateLogger<SqliteStorage>()));
    }
}
