using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>The code of README.md, line for line.</summary>
internal static class ReadmeSnippets
{
    public static async Task RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .UseSqlite("Data Source=scheduler.db")
            .AddRoutine("close-of-day", routine => routine
                .Named("Fechamento do Dia").On("business-days(b3)").At("30 18 * * *").Between("18:00", "23:00")
                .Executes(async (run, cancel) =>
                {
                    run.Log.LogInformation("Closing {Date}", run.OrderDate);
                    await Task.Delay(100, cancel);
                })));
        await builder.Build().RunAsync();
    }
}
