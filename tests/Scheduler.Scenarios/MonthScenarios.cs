using System.Diagnostics;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Scenarios.Driving;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Scenarios;

/// <summary>A month of business days in virtual time.</summary>
public abstract class MonthScenarios : Scenario
{
    [Fact]
    public async Task A_late_file_in_march_2025_keeps_its_order_date()
    {
        var tries = new List<(LocalDate, int)>();
        var started = Stopwatch.GetTimestamp();
        StartHost(At(2025, 2, 28, 23, 0), scheduler => scheduler
            .AddRoutine("download-b3", routine => routine.On("business-days(b3)").At("30 20 * * *").Between("20:00", "26:00")
                .Executes(async (run, cancel) =>
                {
                    await Task.Yield();
                    lock (tries)
                    {
                        tries.Add((run.OrderDate, run.Attempt));
                    }

                    return run.OrderDate.Day == 5 && run.Attempt < 3 ? AttemptOutcome.NotAvailableYet("404") : AttemptOutcome.Succeeded();
                }))
            .AddRoutine("load-prices", routine => routine
                .On("business-days(b3)").At("0 20 * * *").After("download-b3").Executes((_, _) => Task.CompletedTask)));

        await Host.RunUntilAsync(At(2025, 4, 1, 0, 0), Cancel);
        TestContext.Current.SendDiagnosticMessage("A month took {0:0} ms", Stopwatch.GetElapsedTime(started).TotalMilliseconds);

        var downloads = await Client.RunsAsync(new RunQuery { Routines = ["download-b3"], To = new LocalDate(2025, 3, 31), Limit = 1000 }, Cancel);
        Assert.Equal(19, downloads.Count(run => run.State == RunState.Succeeded));
        Assert.Equal(3, tries.Count(attempt => attempt.Item1 == new LocalDate(2025, 3, 5)));
        var loads = await Client.RunsAsync(new RunQuery { Routines = ["load-prices"], To = new LocalDate(2025, 3, 31), Limit = 1000 }, Cancel);
        Assert.Equal(19, loads.Count(run => run.State == RunState.Succeeded));
        var explained = await Client.ExplainAsync("download-b3", new LocalDate(2025, 3, 4), Cancel);
        Assert.Equal("Holiday(b3, \"Carnaval\"); next: 2025-03-05 20:30", explained.Text);
    }
}

public sealed class MonthScenariosInMemory : MonthScenarios
{
    private IStorage? kept;
    private SwitchedClock? clock;

    private protected override IStorage Open(IClock now) => Memory.Keep(ref kept, ref clock, now);
}

public sealed class MonthScenariosOnSqlite : MonthScenarios
{
    private readonly SqliteFolder folder = new();

    private protected override IStorage Open(IClock now) => folder.Open(now);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
