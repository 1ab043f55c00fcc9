using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.HostProcess;

/// <summary>
/// A host that tests start and kill: it opens the database, loads the day, executes what is due and ends. At the named crash point it kills
/// itself, as a power cut or an OOM killer would. What it executes it tells on standard output, a line each.
/// </summary>
internal static class Program
{
    /// <summary>
    /// Arguments: database file, UTC ticks by which its clock is ahead, crash point or "none", what to do: "run", "order" or "open";
    /// or "commands", database file, a command line.
    /// </summary>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["commands", var database, .. var command])
        {
            return await EmbeddedCommands.RunAsync(database, command);
        }

        var (file, ahead, place, task) = (arguments[0], long.Parse(arguments[1], CultureInfo.InvariantCulture), arguments[2], arguments[3]);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "host-process" });
        builder.Services.AddSingleton<IClock>(new ClockAhead(Duration.FromTicks(ahead)));
        builder.Services.AddRoutineScheduler(scheduler => Day.Define(scheduler.UseStorage(
            "the test's",
            services => new SqliteStorage(
                new SqliteStorageOptions { ConnectionString = $"Data Source={file}" }, services.GetRequiredService<IClock>(),
                reached => DieAt(place, reached)))));
        using var host = builder.Build();
        var node = host.Services.GetRequiredService<SchedulerNode>();
        switch (task)
        {
            case "open":
                await node.OpenAsync(CancellationToken.None);
                return 0;
            case "order":
                await host.Services.GetRequiredService<ISchedulerClient>().OrderAsync(new Order("by-hand") { Key = "once" });
                break;
            default:
                break;
        }

        var started = await node.RunDueAsync(null, CancellationToken.None);
        await Console.Out.WriteLineAsync($"done {started}");
        return 0;
    }

    private static void DieAt(string wanted, string reached)
    {
        if (wanted == reached)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);   // the signal is on its way
        }
    }
}

/// <summary>Goes at real speed, from another instant on.</summary>
internal sealed class ClockAhead(Duration ahead) : IClock
{
    private readonly long startedAt = Stopwatch.GetTimestamp();
    private readonly Instant start = Instant.FromUnixTimeTicks(0) + ahead;

    public Instant GetCurrentInstant() => start + Duration.FromTimeSpan(Stopwatch.GetElapsedTime(startedAt));
}
