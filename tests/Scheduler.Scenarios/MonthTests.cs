using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Scenarios.Driving;
using Xunit;

namespace RoutineScheduler.Scenarios;

/// <summary>A month of business days in virtual time.</summary>
public class MonthTests
{
    private static readonly DateTimeZone SaoPaulo = DateTimeZoneProviders.Tzdb["America/Sao_Paulo"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_late_file_in_march_2025_keeps_its_order_date()
    {
        var tries = new List<(LocalDate, int)>();
        await using var pump = Pump.At(At(2025, 2, 28, 23, 0), scheduler => scheduler
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
            .AddRoutine("load-prices", routine => routine.On("business-days(b3)").At("0 20 * * *").After("download-b3").Executes((_, _) => Task.CompletedTask)));

        await pump.RunUntilAsync(At(2025, 4, 1, 0, 0), Cancel);

        var downloads = await pump.Client.RunsAsync(new RunQuery { Routines = ["download-b3"], To = new LocalDate(2025, 3, 31), Limit = 1000 }, Cancel);
        Assert.Equal(19, downloads.Count(run => run.State == RunState.Succeeded));
        Assert.Equal(3, tries.Count(attempt => attempt.Item1 == new LocalDate(2025, 3, 5)));
        var loads = await pump.Client.RunsAsync(new RunQuery { Routines = ["load-prices"], To = new LocalDate(2025, 3, 31), Limit = 1000 }, Cancel);
        Assert.Equal(19, loads.Count(run => run.State == RunState.Succeeded));
        var explained = await pump.Client.ExplainAsync("download-b3", new LocalDate(2025, 3, 4), Cancel);
        Assert.Equal("Holiday(b3, \"Carnaval\"); next: 2025-03-05 20:30", explained.Text);
    }

    private static Instant At(int year, int month, int day, int hour, int minute) =>
        new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(SaoPaulo).ToInstant();
}
