using Microsoft.Extensions.Hosting;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Scenarios.Docs.FirstDay;

/// <summary>Program.cs of docs/guides/first-day.md, line for line.</summary>
internal static class FirstDayHost
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddRoutineScheduler(scheduler => Routines.Define(scheduler.UseSqlite("Data Source=scheduler.db").AddDownloadFile()));
        try
        {
            await builder.Build().RunAsync();
            return 0;
        }
        catch (SchedulerConfigurationException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 1;
        }
    }
}
