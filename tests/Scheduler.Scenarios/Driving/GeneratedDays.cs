using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Scenarios.Driving;

/// <summary>
/// Days made of a seed: definitions, restarts with other ones, absences and people's actions. After each step the laws hold that hold
/// whatever happens; what became of the runs is the answer, so that two stores can be compared.
/// </summary>
internal sealed class GeneratedDays(int seed, Func<IClock, IStorage> open)
{
    private const int Routines = 5;
    private static readonly LocalDate[] ClosedDays = [new(2026, 9, 7), new(2026, 10, 12), new(2026, 11, 2), new(2026, 11, 20)];

    private readonly Random random = new(seed);
    private readonly Dictionary<RunId, (RoutineKey, LocalDate)> known = [];
    private readonly HashSet<RunId> cancelled = [];
    private readonly Func<RoutineBuilder, RoutineBuilder>[] definitions = new Func<RoutineBuilder, RoutineBuilder>[Routines];
    private readonly ConcurrentQueue<string> wronglyExecuted = [];
    private Pump? host;

    private Pump Host => host!;

    public async Task<IReadOnlyList<string>> RunAsync(int steps, CancellationToken cancel)
    {
        for (var routine = 0; routine < Routines; routine++)
        {
            definitions[routine] = ADefinition(routine);
        }

        await StartAsync(Instant.FromUtc(2026, random.Next(9, 12), random.Next(1, 25), random.Next(24), 0), TimeSpan.FromDays(60), cancel);
        for (var step = 0; step < steps; step++)
        {
            await StepAsync(cancel);
            await TheLawsHoldAsync(cancel);
        }

        var runs = await RunsAsync(cancel);
        await Host.DisposeAsync();
        return
        [
            .. runs.Select(run => $"{run.Id} {run.Routine} {run.OrderDate:R} {run.Slot} {run.Facts} attempts {run.Attempts} unmet {run.UnmetEdges}"),
        ];
    }

    private async Task StepAsync(CancellationToken cancel)
    {
        switch (random.Next(8))
        {
            case < 4:
                await Host.RunUntilAsync(Host.Now + Duration.FromMinutes(random.Next(5, 900)), cancel);
                break;
            case < 6:
                await ActAsync(cancel);
                break;
            case 6:
                var changed = random.Next(Routines);
                definitions[changed] = ADefinition(changed);
                await StartAsync(Host.Now, TimeSpan.FromDays(60), cancel);
                break;
            default:
                var back = Host.Now + Duration.FromMinutes(random.Next(10, 6_000));
                await StartAsync(Host.Now, TimeSpan.FromMinutes(5), cancel);   // its last heartbeat says what an absence is
                await StartAsync(back, TimeSpan.FromDays(60), cancel);   // the pump leaps: that is none
                break;
        }
    }

    private async Task ActAsync(CancellationToken cancel)
    {
        var runs = await RunsAsync(cancel);
        if (runs.Count == 0)
        {
            return;
        }

        var run = runs[random.Next(runs.Count)].Id;
        RunAction[] actions =
        [
            new RunAction.Hold(), new RunAction.Release(), new RunAction.Release(BypassWindow: true), new RunAction.Cancel(), new RunAction.Skip(),
            new RunAction.Accept(), new RunAction.StartNow(Bypass.Edges), new RunAction.StartNow(Bypass.Due | Bypass.Window),
        ];
        if (random.Next(actions.Length + 1) is var chosen && chosen == actions.Length)
        {
            await Host.Client.RerunAsync(RunTarget.One(run), "again", cancel);
        }
        else
        {
            var answer = await Host.Client.ActAsync(actions[chosen], RunTarget.One(run), "a person", cancel);
            cancelled.UnionWith(answer.Touched.Where(touched => touched.To == RunState.Cancelled).Select(touched => touched.Run));
        }

        await Host.RoundAsync(cancel);
    }

    private async Task TheLawsHoldAsync(CancellationToken cancel)
    {
        Assert.Empty(wronglyExecuted);   // on a day that is closed, or after it was cancelled
        var runs = await RunsAsync(cancel);
        foreach (var run in runs)
        {
            known.TryAdd(run.Id, (run.Routine, run.OrderDate));
            Assert.Equal(known[run.Id], (run.Routine, run.OrderDate));
            Assert.False(run.Facts.ExpiresAt <= Host.Now, $"run {run.Id} outlived {run.Facts.ExpiresAt}");
            Assert.True(run.Facts.State is not RunState.Running, $"run {run.Id} was left Running");
            Assert.True(
                run.Facts is not { State: RunState.Recovering, IsPolling: false } || run.Facts.DueAt < run.Facts.RetryUntil,
                $"run {run.Id} is retried after RetryUntil");
            Assert.True(
                !cancelled.Contains(run.Id) || run.Facts.State is RunState.Cancelled or RunState.Accepted, $"run {run.Id} came back from Cancelled");
            Assert.Equal(run.Attempts, (await Host.Storage.Queries.AttemptsAsync(run.Id, cancel)).Count);
        }

        Assert.Equal(runs.Count, runs.DistinctBy(run => (run.Routine, run.OrderDate, run.Trigger, run.Slot)).Count());
        Assert.Equal(0, await Host.Storage.Queue.ReconcileAsync(10_000, cancel));
        Assert.Null(await Host.Storage.Nodes.FindOpenAbsenceAsync(cancel));
        await Host.RoundAsync(cancel);
        Assert.Equal(runs, await RunsAsync(cancel));   // a second round finds nothing to do
    }

    private async Task StartAsync(Instant at, TimeSpan lateAfter, CancellationToken cancel)
    {
        await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
        host = Pump.At(at, Define, provider => open((IClock)provider.GetService(typeof(IClock))!), options => options.LateAfter = lateAfter);
        await Host.RoundAsync(cancel);
    }

    private void Define(IRoutineSchedulerBuilder scheduler)
    {
        for (var routine = 0; routine < Routines; routine++)
        {
            scheduler.AddRoutine(KeyOf(routine), builder => definitions[routine](builder).Executes(Work));
        }
    }

    /// <summary>How an attempt ends depends on nothing but its number and its run's: both stores see the same.</summary>
    private Task<AttemptOutcome> Work(IRunContext run, CancellationToken cancel)
    {
        if (!IsOpen(run.OrderDate) || cancelled.Contains(run.Run))
        {
            wronglyExecuted.Enqueue($"{run.Run} of {run.Routine}, {run.OrderDate:R}");   // an assertion here would be the attempt's failure
        }

        return Task.FromResult(new Random((int)((run.Run.Value * 31) + run.Attempt + seed)).Next(100) switch
        {
            < 68 => AttemptOutcome.Succeeded(),
            < 80 => AttemptOutcome.Transient("connection reset"),
            < 93 => AttemptOutcome.NotAvailableYet("404"),
            _ => AttemptOutcome.Permanent("403"),
        });
    }

    private Func<RoutineBuilder, RoutineBuilder> ADefinition(int number)
    {
        var (hour, from, within, keep) = (random.Next(24), random.Next(28), random.Next(4), random.Next(3));
        var catchUp = (CatchUpPolicy)random.Next(3);
        var edges = Enumerable.Range(0, number).Where(_ => random.Next(4) == 0).Select(earlier => (Key: KeyOf(earlier), Change: AnEdge())).ToList();
        var (isCyclic, hasWindow) = (random.Next(4) == 0, random.Next(3) == 0);
        var until = (isCyclic ? from : Math.Max(from, hour)) + 3;   // a window before every slot is refused
        return routine =>
        {
            routine.On("business-days(b3)").KeepPending(keep).CatchUp(catchUp).Poll(Duration.FromMinutes(11))
                .Retry(RetryPolicy.Default with { Delay = Duration.FromMinutes(7) });
            _ = isCyclic ? routine.Every(Duration.FromMinutes(45)) : routine.At(string.Create(CultureInfo.InvariantCulture, $"*/20 {hour} * * *"));
            _ = isCyclic || hasWindow ? routine.Between($"{from:00}:00", $"{until:00}:00") : routine;
            _ = within == 0 ? routine.StartWithin(Duration.FromHours(1)) : routine;
            edges.ForEach(edge => routine.After(edge.Key, edge.Change));
            return routine;
        };
    }

    private Func<After, After> AnEdge() => random.Next(5) switch
    {
        0 => edge => edge with { Date = new EdgeDate.BusinessDays(-1) },
        1 => edge => edge with { Requires = EdgeRequirement.End },
        2 => edge => edge with { Requires = EdgeRequirement.Failure },
        3 => edge => edge with { IfNotPlanned = IfNotPlanned.Wait },
        _ => edge => edge,
    };

    private Task<IReadOnlyList<RunRow>> RunsAsync(CancellationToken cancel) =>
        Host.Storage.Queries.ListAsync(new RunFilter { Limit = 10_000 }, cancel);

    private static bool IsOpen(LocalDate date) => date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !ClosedDays.Contains(date);

    private static string KeyOf(int routine) => string.Create(CultureInfo.InvariantCulture, $"r{routine}");
}
