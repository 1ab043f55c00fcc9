using Microsoft.Extensions.Hosting;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Scenarios.Docs.DownloadAFile;

/// <summary>Program.cs of docs/guides/download-a-file.md, line for line.</summary>
internal static class DownloadAFileHost
{
    public static async Task RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddRoutineScheduler(scheduler => Downloads.Define(scheduler
            .UseSqlite("Data Source=scheduler.db")
            .AddDownloadFile(options => options.AllowedHosts.Add("files.intranet"))));
        await builder.Build().RunAsync();
    }
}
