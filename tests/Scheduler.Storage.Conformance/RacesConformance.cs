using System.Collections.Concurrent;
using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>What holds although many ask at once: threads of one process, and processes where the store spans them.</summary>
public abstract class RacesConformance : StorageConformance
{
    private const int Racers = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_claimers_get_each_run_once(bool processes)
    {
        await LoadAsync([.. Enumerable.Range(0, 400).Select(i => APlannedRun.DueAt(Noon - Duration.FromSeconds(i), $"r{i % 7}"))]);

        var claimed = await RaceAsync(processes, async (store, number) =>
        {
            var mine = new List<ClaimedRun>();
            while (await store.Queue.ClaimAsync(AClaim.By(new NodeId($"node-{number}"), places: 3), Cancel) is { Count: > 0 } some)
            {
                mine.AddRange(some);
            }

            return mine;
        });

        var leases = claimed.SelectMany(mine => mine).Select(run => run.Lease).ToList();
        Assert.Equal(400, leases.Count);
        Assert.Equal(400, leases.DistinctBy(lease => lease.Run).Count());
        Assert.Equal(400, leases.DistinctBy(lease => lease.Token).Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_routines_limit_is_never_exceeded_while_claimers_and_finishers_race(bool processes)
    {
        const int Runs = 120;
        await LoadAsync(
            [.. Enumerable.Range(0, Runs).Select(i => APlannedRun.DueAt(Noon - Duration.FromSeconds(i), $"r{i % 3}").AtMost((i % 3) + 1))]);
        var running = new ConcurrentDictionary<string, int>();
        var (worst, finished) = (new ConcurrentBag<string>(), 0);

        await RaceAsync(processes, async (store, number) =>
        {
            while (Volatile.Read(ref finished) < Runs)
            {
                foreach (var run in await store.Queue.ClaimAsync(AClaim.By(new NodeId($"node-{number}"), places: 2), Cancel))
                {
                    var now = running.AddOrUpdate(run.Routine.Value, 1, (_, count) => count + 1);
                    if (now > run.Routine.Value[1] - '0' + 1)
                    {
                        worst.Add($"{run.Routine}: {now} at once");
                    }

                    running.AddOrUpdate(run.Routine.Value, 0, (_, count) => count - 1);
                    await store.Queue.FinishAsync([AnAttempt.ThatSucceeded(run)], Cancel);
                    Interlocked.Increment(ref finished);
                }
            }

            return number;
        });

        Assert.Empty(worst);
        Assert.All(await RowsAsync(), row => Assert.Equal((RunState.Succeeded, 1), (row.Facts.State, row.Attempts)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Five_loads_of_one_date_at_once_are_one_load(bool processes)
    {
        var load = ALoad.On(Day, "plan", [.. Enumerable.Range(0, 200).Select(i => APlannedRun.DueAt(Noon + Duration.FromSeconds(i), $"r{i % 5}"))]);

        var outcomes = await RaceAsync(processes, (store, _) => store.Loads.LoadAsync(load, Cancel), racers: 5);

        Assert.Equal([LoadResult.Loaded, .. Enumerable.Repeat(LoadResult.AlreadyLoaded, 4)], outcomes.Select(outcome => outcome.Result).Order());
        Assert.Equal(200, (await RowsAsync()).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slot_is_one_run_however_its_date_is_loaded_while_its_runs_are_being_finished(bool processes)
    {
        var slots = Enumerable.Range(0, 60).Select(i => APlannedRun.DueAt(Noon - Duration.FromSeconds(i), $"r{i % 4}")).ToArray();
        var ids = await LoadAsync(slots);

        await RaceAsync(processes, async (store, number) =>
        {
            for (var round = 0; round < 10; round++)
            {
                if (number % 2 == 0)
                {
                    await store.Loads.LoadAsync(ALoad.On(Day, $"{number}/{round}", [.. slots.Select(slot => slot.Version(round))]), Cancel);
                }
                else
                {
                    var claimed = await store.Queue.ClaimAsync(AClaim.By(new NodeId($"node-{number}"), places: 5), Cancel);
                    await store.Queue.FinishAsync([.. claimed.Select(run => AnAttempt.ThatSucceeded(run))], Cancel);
                }
            }

            return number;
        });

        var rows = await RowsAsync();
        Assert.Equal(ids.OrderBy(id => id.Value), rows.Select(row => row.Id));
        Assert.All(rows, row => Assert.True(row.Attempts <= 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Orders_with_one_key_at_once_are_one_run(bool processes)
    {
        var orders = await RaceAsync(
            processes, (store, _) => store.Actions.OrderAsync(AnOrder.Of("prices", Day, "one-key"), Clara, null, Cancel), racers: 5);

        Assert.Single(orders.DistinctBy(order => order.Run));
        Assert.Single(orders, order => order.IsNew);
        Assert.Single(await RowsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_predecessors_that_end_at_once_leave_nothing_unmet(bool processes)
    {
        const int Pairs = 40;
        await LoadAsync([.. Enumerable.Range(0, Pairs).SelectMany(i => new[]
        {
            APlannedRun.DueAt(Noon, $"a{i}").By("left"), APlannedRun.DueAt(Noon, $"b{i}").By("right"),
            APlannedRun.DueAt(Noon, $"c{i}", edges: [AnEdge.To($"a{i}", Day), AnEdge.To($"b{i}", Day, number: 1)]),
        })]);

        await RaceAsync(processes, racers: 2, race: async (store, number) =>
        {
            foreach (var run in await store.Queue.ClaimAsync(AClaim.By(new NodeId($"node-{number}"), Pairs, number == 0 ? "left" : "right"), Cancel))
            {
                await store.Queue.FinishAsync([AnAttempt.ThatSucceeded(run)], Cancel);
            }

            return number;
        });

        Assert.Equal(Pairs, (await ClaimAsync(Pairs + 1)).Count);
        Assert.Equal(0, await Store.Queue.ReconcileAsync(1000, Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_successor_that_is_loaded_while_its_predecessor_ends_is_not_left_waiting(bool processes)
    {
        const int Runs = 30;
        await LoadAsync([.. Enumerable.Range(0, Runs).Select(i => APlannedRun.DueAt(Noon, $"p{i}"))]);
        var leases = await ClaimAsync(Runs);
        var tomorrow = Day.PlusDays(1);

        await RaceAsync(processes, racers: 2, race: async (store, number) =>
        {
            for (var i = 0; i < Runs; i++)
            {
                if (number == 0)
                {
                    await store.Queue.FinishAsync([AnAttempt.ThatSucceeded(leases[i])], Cancel);
                }
                else
                {
                    var waiting = Enumerable.Range(0, i + 1).Select(s =>
                        APlannedRun.DueAt(Noon, $"s{s}", tomorrow.PlusDays(-1), edges: AnEdge.To($"p{s}", Day)) with { OrderDate = tomorrow });
                    await store.Loads.LoadAsync(ALoad.On(tomorrow, $"{i}", [.. waiting]), Cancel);
                }
            }

            return number;
        });

        Assert.All(await RowsAsync(), row => Assert.Equal(0, row.UnmetEdges));
        Assert.Equal(Runs, (await ClaimAsync(Runs + 1)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_absence_is_recorded_once_and_closed_once(bool processes)
    {
        await Store.Nodes.BeatAsync(ABeat.Of(Anna), 5 * Minute, Cancel);
        await LoadAsync(APlannedRun.DueAt(Noon + Minute));
        Clock.Advance(Hour);

        var answers = await RaceAsync(processes, (store, number) =>
            store.Nodes.BeatAsync(ABeat.Of(new NodeId($"node-{number}")), 5 * Minute, Cancel));
        var absence = Assert.Single(answers.Select(answer => answer.OpenAbsence).Distinct());
        var closed = await RaceAsync(processes, (store, _) => store.Nodes.CloseAbsenceAsync(absence!, Clara, Cancel));

        Assert.Single(Assert.Single(closed, outcome => outcome is not null)!.Kept);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lapsed_run_is_rescued_once_and_an_expired_one_missed_once(bool processes)
    {
        await LoadAsync([.. Enumerable.Range(0, 50).Select(i => APlannedRun.DueAt(Noon, $"lost-{i}"))]);
        await ClaimAsync();
        var late = Enumerable.Range(0, 50).Select(i =>
            APlannedRun.DueAt(Noon + Minute, $"late-{i}", Day.PlusDays(-1)).WindowUntil(Noon + Minute + Minute));
        await LoadAsync([.. late]);
        Clock.Advance(Hour);

        var counts = await RaceAsync(processes, async (store, _) =>
            ((await store.Queue.RescueAsync(3, 1000, Cancel)).Count, (await store.Queue.ExpireAsync(1000, Cancel)).Count));

        Assert.Equal((50, 50), (counts.Sum(count => count.Item1), counts.Sum(count => count.Item2)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Definitions_that_are_registered_by_all_at_once_are_one_version_each(bool processes)
    {
        var set = ADefinition.Set([.. Enumerable.Range(0, 20).Select(i => ADefinition.OfRoutine($"r{i}"))]);

        var reports = await RaceAsync(processes, (store, _) => store.Routines.RegisterAsync(set, Clara, Cancel));

        Assert.Equal(20, reports.Sum(report => report.New.Count));
        Assert.All((await Store.Routines.ReadAsync(Cancel)).Routines, routine => Assert.Equal(1, routine.Version.Number));
    }

    private async Task<IReadOnlyList<T>> RaceAsync<T>(bool processes, Func<IStorage, int, Task<T>> race, int racers = Racers)
    {
        Assert.SkipUnless(SpansProcesses || !processes, "This store lives in one process: there is no other to race with.");
        var stores = new List<IStorage> { Store };
        for (var i = 1; i < racers; i++)
        {
            stores.Add(processes ? await OpenAsync(Clock) : Store);
        }

        using var start = new Barrier(racers);
        var races = stores.Select((store, number) => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Cancel);
                return race(store, number);
            },
            Cancel,
            TaskCreationOptions.LongRunning,   // a thread for each: on the pool the first would be done before the second began
            TaskScheduler.Default).Unwrap()).ToList();
        return await Task.WhenAll(races);
    }
}
