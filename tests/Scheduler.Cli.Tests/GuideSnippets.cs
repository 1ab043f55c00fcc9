using Microsoft.Extensions.Hosting;
using RoutineScheduler.Cli;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.Sqlite;

/// <summary>The program of docs/guides/command-line.md, line for line; as there in no namespace, where it needs the same usings.</summary>
internal static class GuideSnippets
{
    public static async Task<int> MainAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .UseSqlite("Data Source=scheduler.db")
            .AddRoutine("close-of-day", routine => routine
                .On("business-days(b3)").At("30 18 * * *")
                .Executes((run, cancel) => Task.Delay(100, cancel))));
        using var host = builder.Build();
        if (args.Length > 0)
        {
            return await SchedulerCommands.RunAsync(args, host);
        }

        await host.RunAsync();
        return 0;
    }
}
