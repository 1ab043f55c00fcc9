using NodaTime;
using RoutineScheduler.Loading;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>What a status shows of nodes, loads and runs, and what it leaves out.</summary>
internal static class StatusParts
{
    /// <summary>Runs to come, to find the next of each routine: a cyclic one has many before another's first.</summary>
    private const int LooksAhead = 500;

    private const int MostRunning = 10_000;
    private const int DatesBack = 7;
    private const int DatesAhead = 31;

    /// <summary>
    /// The living, then the lost, the last first: those that still hold leases, or were heard of within a day. Who has left in good order is
    /// not known any more: each 'run' of the command line is a node that has.
    /// </summary>
    public static async Task<(IReadOnlyList<NodeView> Shown, int Older)> NodesAsync(ClientParts parts, Instant now, CancellationToken cancel)
    {
        var running = await parts.Storage.Queries.ListAsync(new RunFilter { States = [RunState.Running], Limit = MostRunning }, cancel);
        var holders = running.Select(run => run.Node).ToHashSet();
        var there = (await parts.Storage.Nodes.ListAsync(cancel)).Select(node => node.ToView(now, parts.SilentFor)).ToList();
        var shown = there.Where(node => node.IsAlive || node.LastBeatAt > now - Duration.FromDays(1) || holders.Contains(node.Node))
            .OrderByDescending(node => node.IsAlive).ThenByDescending(node => node.LastBeatAt).ThenBy(node => node.Node, StringComparer.Ordinal)
            .ToList();
        return (shown, there.Count - shown.Count);
    }

    /// <summary>Those about the date that is on; where there are none, the last one.</summary>
    public static IEnumerable<LoadRow> Shown(IReadOnlyList<LoadRow> loads, LocalDate today)
    {
        var near = loads.Where(load => load.Date >= today.PlusDays(-DatesBack) && load.Date <= today.PlusDays(DatesAhead)).ToList();
        return near.Count > 0 || Last(loads, today) is not { } last ? near : [last];
    }

    public static async Task<DateCounts?> LastLoadedAsync(
        IReadOnlyList<LoadRow> loads, LocalDate today, IRunQueries queries, CancellationToken cancel) =>
        Last(loads, today) is { } last
            ? new DateCounts(last.Date, await queries.CountAsync(new RunFilter { From = last.Date, To = last.Date }, cancel))
            : null;

    /// <summary>The whole queue, whatever its dates.</summary>
    public static RunFilter Live { get; } = new() { States = [.. Enum.GetValues<RunState>().Where(state => !state.HasEnded())] };

    /// <summary>What becomes due next, the earliest first.</summary>
    public static RunFilter Waiting(Instant now) => new()
    {
        States = [RunState.Pending, RunState.Recovering], DueAfter = now, Order = RunOrder.ByDue, Limit = LooksAhead,
    };

    public static IEnumerable<IgnoredRoutine> Ignored(IEnumerable<DecidedAgainst> decisions, PlanningInputs inputs) => decisions
        .SelectMany(
            against => against.Routines, (against, routine) => new IgnoredRoutine(routine, inputs.NameOf(routine), against.Reasons))
        .OrderBy(one => one.Routine.Value, StringComparer.Ordinal).Take(SchedulerStatus.Most);

    /// <summary>What ended badly in the last 24 hours, the last first.</summary>
    public static RunFilter Trouble(Instant now) => new()
    {
        States = [RunState.Failed, RunState.Missed], EndedAfter = now - Duration.FromDays(1), Order = RunOrder.LastEndedFirst,
        Limit = SchedulerStatus.Most,
    };

    /// <summary>Of a store whose clock went ahead of ours, the nearest date to come.</summary>
    private static LoadRow? Last(IReadOnlyList<LoadRow> loads, LocalDate today) =>
        loads.LastOrDefault(load => load.Date <= today) ?? loads.FirstOrDefault();
}
