using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>All runs, ended ones included, and the indexes that a database would have.</summary>
internal sealed class RunTable
{
    private readonly List<StoredRun> rows = [];
    private readonly Dictionary<RoutineDate, List<long>> byRoutineDate = [];
    private readonly Dictionary<LocalDate, List<long>> byDate = [];
    private readonly Dictionary<RoutineDate, SortedSet<long>> waitingFor = [];
    private readonly Dictionary<long, List<long>> rerunsOf = [];
    private readonly Dictionary<RoutineKey, int> runningOf = [];
    private readonly Dictionary<string, RunId> byOrderKey = new(StringComparer.Ordinal);

    public ClaimIndex Claimable { get; } = new();

    /// <summary>Every run that expires some time: all that are Pending among them.</summary>
    public SortedSet<(Instant ExpiresAt, long Id)> Expiring { get; } = [];

    public SortedSet<long> Running { get; } = [];

    public SortedSet<long> Recovering { get; } = [];

    public IReadOnlyList<StoredRun> All => rows;

    public RunId NextId => new(rows.Count + 1);

    public StoredRun this[long id] => rows[(int)(id - 1)];

    public StoredRun? Find(RunId id) => id.Value >= 1 && id.Value <= rows.Count ? this[id.Value] : null;

    public RunId? FindOrder(string key) => byOrderKey.TryGetValue(key, out var run) ? run : null;

    public int RunningOf(RoutineKey routine) => runningOf.GetValueOrDefault(routine);

    public IReadOnlyList<long> IdsOf(RoutineDate of) => byRoutineDate.GetValueOrDefault(of) ?? [];

    public IReadOnlyList<long> IdsOf(LocalDate date) => byDate.GetValueOrDefault(date) ?? [];

    /// <summary>Each once: the runs that have not started, held ones among them, and have edges.</summary>
    public IEnumerable<long> Waiting => waitingFor.Values.SelectMany(ids => ids).Distinct();

    /// <summary>A copy, ascending: the runs that have not started and have an edge to this routine and date.</summary>
    public IReadOnlyList<long> WaitingFor(RoutineDate predecessor) => waitingFor.TryGetValue(predecessor, out var runs) ? [.. runs] : [];

    /// <summary>The root and its reruns.</summary>
    public IEnumerable<StoredRun> FamilyOf(RunId root) => (rerunsOf.GetValueOrDefault(root.Value) ?? []).Prepend(root.Value).Select(id => this[id]);

    public void Add(StoredRun run)
    {
        rows.Add(run);
        ListIn(byRoutineDate, run.Of, run.Id);
        ListIn(byDate, run.Row.OrderDate, run.Id);
        if (run.Row.Root != run.Row.Id)
        {
            ListIn(rerunsOf, run.Row.Root.Value, run.Id);
        }

        if (run.Row.OrderKey is { } key)
        {
            byOrderKey.Add(key, run.Row.Id);
        }

        Index(run);
    }

    public void Put(StoredRun run)
    {
        Unindex(this[run.Id]);
        rows[(int)(run.Id - 1)] = run;
        Index(run);
    }

    private void Index(StoredRun run)
    {
        if (run.IsClaimable)
        {
            Claimable.Add(run);
        }

        if (run.Facts.ExpiresAt is { } expiresAt)
        {
            Expiring.Add((expiresAt, run.Id));
        }

        if (run.Facts.State == RunState.Running)
        {
            Running.Add(run.Id);
            runningOf[run.Row.Routine] = RunningOf(run.Row.Routine) + 1;
        }

        if (run.Facts.State == RunState.Recovering)
        {
            Recovering.Add(run.Id);
        }

        if (run.Edges.Count > 0 && run.Facts.HasNotStarted())
        {
            Wait(run);
        }
    }

    private void Unindex(StoredRun run)
    {
        if (run.IsClaimable)
        {
            Claimable.Remove(run);
        }

        if (run.Facts.ExpiresAt is { } expiresAt)
        {
            Expiring.Remove((expiresAt, run.Id));
        }

        if (run.Facts.State == RunState.Running)
        {
            Running.Remove(run.Id);
            runningOf[run.Row.Routine]--;
        }

        Recovering.Remove(run.Id);

        foreach (var edge in run.Edges)
        {
            waitingFor.GetValueOrDefault(edge.To)?.Remove(run.Id);
        }
    }

    private void Wait(StoredRun run)
    {
        foreach (var edge in run.Edges)
        {
            if (!waitingFor.TryGetValue(edge.To, out var runs))
            {
                waitingFor.Add(edge.To, runs = []);
            }

            runs.Add(run.Id);
        }
    }

    private static void ListIn<TKey>(Dictionary<TKey, List<long>> index, TKey key, long id)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var ids))
        {
            index.Add(key, ids = []);
        }

        ids.Add(id);
    }
}
