using Microsoft.Extensions.Hosting;
using RoutineScheduler.Cli;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.HostProcess;

/// <summary>The commands inside a program as the template makes it: with the default builder's console logger.</summary>
internal static class EmbeddedCommands
{
    public static async Task<int> RunAsync(string file, string[] command)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .UseSqlite($"Data Source={file}")
            .AddRoutine("chatty", routine => routine.Executes((IRunContext _, CancellationToken _) =>
            {
                Console.WriteLine("a line of the program's own");
                return Task.FromResult(AttemptOutcome.Succeeded());
            })));
        using var host = builder.Build();
        return await SchedulerCommands.RunAsync(command, host);
    }
}
