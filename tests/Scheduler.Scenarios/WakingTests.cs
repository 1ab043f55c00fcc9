using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Scenarios;

/// <summary>When a sleeping node wakes.</summary>
public sealed class WakingTests
{
    private static readonly LocalDate Thursday = new(2026, 11, 19);
    private static readonly Instant Due = Instant.FromUtc(2026, 11, 19, 23, 30);

    /// <summary>
    /// Each reading of the clock takes a millisecond: in one of the cases the run becomes due between any two questions to the store.
    /// </summary>
    [Fact]
    public async Task A_run_that_becomes_due_while_the_queue_is_asked_is_not_slept_over()
    {
        foreach (var early in Enumerable.Range(0, 20).Select(milliseconds => Duration.FromMilliseconds(milliseconds)))
        {
            var (isClaimed, rest) = await OneRoundAsync(early, TestContext.Current.CancellationToken);

            Assert.True(isClaimed || rest <= early, $"{early.TotalMilliseconds} ms before it was due, the node went to sleep for {rest}");
        }
    }

    private static async Task<(bool IsClaimed, Duration SleepsFor)> OneRoundAsync(Duration early, CancellationToken cancel)
    {
        var clock = new FakeClock(Due - Duration.FromHours(1));
        Duration? rest = null;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "waking" });
        builder.Services.AddSingleton<IClock>(clock);
        builder.Services.AddSingleton(new SchedulerTime(clock, WaitAsync, () => clock.GetCurrentInstant() - Due, () => 0.5));
        builder.Services.AddRoutineScheduler(scheduler => scheduler.AddRoutine(
            "evening", routine => routine.At("30 20 * * *").Executes((_, _) => Task.CompletedTask)));
        using var host = builder.Build();
        var node = host.Services.GetRequiredService<SchedulerNode>();
        var client = host.Services.GetRequiredService<ISchedulerClient>();
        await client.LoadAsync(new LoadRequest(Thursday), cancel);

        clock.Reset(Due - early);
        clock.AutoAdvance = Duration.FromMilliseconds(1);
        await node.Parts.WorkerLoop.RunOnceAsync(cancel);   // comes back: the load has told of a change
        clock.AutoAdvance = Duration.Zero;

        var run = Assert.Single(await client.RunsAsync(new RunQuery(), cancel));
        return (run.State != RunState.Pending, rest!.Value);

        Task WaitAsync(Duration howLong, CancellationToken token)
        {
            rest ??= howLong;
            return Task.Delay(Timeout.Infinite, token);
        }
    }
}
