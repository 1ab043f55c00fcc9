using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Scenarios.Docs.LoadAFile;

/// <summary>Program.cs of docs/guides/load-a-file.md, line for line.</summary>
internal static class LoadAFileHost
{
    public static async Task RunAsync(string[] args)
    {
        await using var database = SqliteFactory.Instance.CreateDataSource("Data Source=prices.db");
        await Prices.CreateTableAsync(database);

        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddRoutineScheduler(scheduler => Prices.Define(
            scheduler.UseSqlite("Data Source=scheduler.db").AddDatabase("prices", database, SqlDialect.Sqlite),
            folder: "/data/b3"));
        await builder.Build().RunAsync();
    }
}
