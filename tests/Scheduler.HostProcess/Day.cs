using System.Globalization;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;

namespace RoutineScheduler.HostProcess;

/// <summary>
/// Forty routines that are due at 20:30, every fourth of them with a successor; one that is only ordered; one that ran on other dates too.
/// </summary>
internal static class Day
{
    public const int Independent = 40;

    public static void Define(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.Configure(options =>
        {
            options.LeaseFor = TimeSpan.FromSeconds(3);
            options.RenewEvery = TimeSpan.FromSeconds(1);
            options.RescueEvery = TimeSpan.FromSeconds(1);
            options.LateAfter = TimeSpan.FromMinutes(5);
            options.ArtifactRoot = Path.Combine(Path.GetTempPath(), "scheduler-host-process");
        });
        for (var i = 0; i < Independent; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"w{i:00}");
            scheduler.AddRoutine(key, routine => routine.At("30 20 * * *").ActiveFrom(Instant.FromUtc(2026, 11, 19, 0, 0)).Executes(WorkAsync));
            if (i % 4 == 0)
            {
                scheduler.AddRoutine($"after-{key}", routine => routine
                    .At("30 20 * * *").ActiveFrom(Instant.FromUtc(2026, 11, 19, 0, 0)).After(key).Executes(WorkAsync));
            }
        }

        scheduler.AddRoutine("by-hand", routine => routine.Executes(WorkAsync));
    }

    private static async Task WorkAsync(IRunContext run, CancellationToken cancel)
    {
        Console.WriteLine($"start {run.Run} {run.Token.Value}");
        await Task.Delay(10, cancel);
        Console.WriteLine($"end {run.Run} {run.Token.Value}");
    }
}
