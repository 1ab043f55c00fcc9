using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.InMemory;
using Xunit;

namespace RoutineScheduler.Core.Tests.Loading;

/// <summary>Definitions are compiled once, and seen as they stand.</summary>
public class DefinitionBookTests
{
    private readonly VirtualTime time = new(ANode.Noon);
    private readonly GatedStorage storage;

    public DefinitionBookTests() => storage = new GatedStorage(new InMemoryStorage(time.Clock));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int Readings => storage.CallsOf(nameof(IRoutineStore.ReadAsync));

    [Fact]
    public async Task An_order_among_a_thousand_routines_reads_one_number_of_them_once_they_are_known()
    {
        await using var node = await OpenAsync(Routines(1_000));
        await OrderAsync(node);
        var (readings, calls) = (Readings, storage.Calls.Count);

        await OrderAsync(node);

        Assert.Equal(0, Readings - readings);
        Assert.Equal(
            [nameof(IRoutineStore.ReadMarkAsync), nameof(IRunQueries.NowAsync), nameof(IRunActions.OrderAsync)],
            storage.Calls.Skip(calls).Select(call => call.Call));
    }

    [Fact]
    public async Task Everything_that_plans_asks_the_same_compiled_definitions()
    {
        await using var node = await OpenAsync(Routines(1));
        var run = await OrderAsync(node);
        await node.ClaimAsync();
        await node.EndAsync();
        var readings = Readings;

        await node.Client.RerunAsync(RunTarget.One(run), "again", Cancel);
        await node.Client.PlanAsync(new PlanRequest(ANode.Today, ANode.Today), Cancel);
        await node.Client.ExplainAsync("routine-0", ANode.Today, Cancel);
        await node.Client.StatusAsync(Cancel);
        await node.Client.RoutinesAsync(Cancel);

        Assert.Equal(0, Readings - readings);
    }

    [Fact]
    public async Task Many_who_ask_at_once_after_a_registration_read_them_once()
    {
        await using var node = await OpenAsync(Routines(1));
        await node.Client.RoutinesAsync(Cancel);
        await using var other = await OpenAsync(Routines(2));
        var readings = Readings;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => node.Client.RoutinesAsync(Cancel), Cancel)));

        Assert.Equal(1, Readings - readings);
    }

    [Fact]
    public async Task What_another_process_registers_is_seen_by_the_next_question()
    {
        await using var node = await OpenAsync(Routines(2));
        Assert.Equal(12, await PlannedHourAsync(node));

        await using (await OpenAsync(Routines(2, "0 15 * * *")))
        {
            Assert.Equal(15, await PlannedHourAsync(node));
        }

        await using (await OpenAsync(Routines(1, "0 15 * * *")))
        {
            Assert.Contains("retired", (await node.Client.OrderAsync(new Order("routine-1", ANode.Today), Cancel)).Refused);
        }

        await using (await OpenAsync(Routines(1, "0 15 * * *"), options => options.TimeZone = "UTC"))
        {
            Assert.Equal(12, await PlannedHourAsync(node));   // in São Paulo
        }
    }

    private static Action<IRoutineSchedulerBuilder> Routines(int count, string cron = "0 12 * * *") => scheduler =>
    {
        for (var i = 0; i < count; i++)
        {
            scheduler.AddRoutine($"routine-{i}", routine => routine.At(cron).Executes((_, _) => Task.CompletedTask));
        }
    };

    private Task<ANode> OpenAsync(Action<IRoutineSchedulerBuilder> define, Action<SchedulerOptions>? options = null) =>
        ANode.OpenAsync(define, options, on: storage, time: time);

    private static Task<RunId> OrderAsync(ANode node) => node.OrderAsync("routine-0");

    private static async Task<int> PlannedHourAsync(ANode node)
    {
        var date = ANode.Today.PlusDays(1);
        var plan = await node.Client.PlanAsync(new PlanRequest(date, date) { Routines = ["routine-0"] }, Cancel);
        return Assert.Single(Assert.Single(plan.Decisions).Due).InZone(DateTimeZoneProviders.Tzdb["America/Sao_Paulo"]).Hour;
    }
}
