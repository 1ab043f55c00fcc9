using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>Questions about runs.</summary>
internal sealed class InMemoryRunQueries(MemorySteps steps, MemoryTables tables) : IRunQueries
{
    public Task<IReadOnlyList<RunRow>> ListAsync(RunFilter filter, CancellationToken cancel) => steps.QuietlyAsync(_ => List(filter), cancel);

    public Task<RunRow?> FindAsync(RunId run, CancellationToken cancel) => steps.QuietlyAsync(_ => tables.Runs.Find(run)?.Row, cancel);

    public Task<IReadOnlyDictionary<RunState, int>> CountAsync(RunFilter filter, CancellationToken cancel) =>
        steps.QuietlyAsync<IReadOnlyDictionary<RunState, int>>(_ => Matching(filter).CountBy(row => row.Facts.State).ToDictionary(), cancel);

    public Task<IReadOnlyDictionary<string, int>> CountDueAsync(CancellationToken cancel) =>
        steps.QuietlyAsync<IReadOnlyDictionary<string, int>>(
            now => tables.Runs.All.Select(run => run.Row)
                .Where(row => row.Facts.State is RunState.Pending or RunState.Recovering && row.Facts.DueAt <= now)
                .CountBy(row => row.Executor).ToDictionary(),
            cancel);

    public Task<IReadOnlyList<AttemptRecord>> AttemptsAsync(RunId run, CancellationToken cancel) =>
        steps.QuietlyAsync(_ => tables.Records.AttemptsOf(run), cancel);

    public Task<IReadOnlyList<RunHistoryEntry>> HistoryAsync(RunId run, CancellationToken cancel) =>
        steps.QuietlyAsync(_ => tables.Records.HistoryOf(run), cancel);

    public Task<IReadOnlyDictionary<RunId, IReadOnlyList<UnmetReason>>> UnmetAsync(IReadOnlyList<RunId> runs, CancellationToken cancel) =>
        steps.QuietlyAsync<IReadOnlyDictionary<RunId, IReadOnlyList<UnmetReason>>>(
            now => runs.Distinct().Select(tables.Runs.Find).OfType<StoredRun>()
                .ToDictionary(run => run.Row.Id, run => Eligibility.Explain(WaitingRuns.Of(run, tables, now), now)),
            cancel);

    public Task<IReadOnlyList<PredecessorResult>> ResultsForAsync(RunId run, CancellationToken cancel) =>
        steps.QuietlyAsync<IReadOnlyList<PredecessorResult>>(_ => tables.Runs.Find(run) is { } found ? ResultsFor(found) : [], cancel);

    public Task<Instant> NowAsync(CancellationToken cancel) => steps.QuietlyAsync(now => now, cancel);

    private IEnumerable<RunRow> Matching(RunFilter filter) => tables.Runs.All.Select(run => run.Row).Where(filter.Matches);

    private IReadOnlyList<RunRow> List(RunFilter filter)
    {
        var order = RunFilters.Comparer(filter.Order);
        if (filter.After is not { } last)
        {
            return [.. Matching(filter).Order(order).Take(filter.Limit)];
        }

        return tables.Runs.Find(last)?.Row is { } after
            ? [.. Matching(filter).Where(row => order.Compare(row, after) > 0).Order(order).Take(filter.Limit)]
            : [];
    }

    private List<PredecessorResult> ResultsFor(StoredRun run) =>
    [
        .. run.Edges.GroupBy(edge => edge.Planned.Predecessor)
            .Select(edges => (Predecessor: edges.Key, Found: NewestSuccess(edges)))
            .Where(it => it.Found is not null)
            .Select(it => new PredecessorResult(it.Predecessor, it.Found!.Run, it.Found.Result, it.Found.Artifacts)),
    ];

    /// <summary>The newest that has a result; where none has one, the newest that succeeded.</summary>
    private AttemptRecord? NewestSuccess(IEnumerable<StoredEdge> edges)
    {
        var successes = edges.SelectMany(FamiliesOf).Distinct().OrderByDescending(id => id)
            .Select(id => tables.Records.AttemptsOf(new RunId(id)).LastOrDefault(attempt => attempt.To == RunState.Succeeded))
            .OfType<AttemptRecord>().ToList();
        return successes.Find(attempt => attempt.Result is not null) ?? successes.FirstOrDefault();
    }

    private IEnumerable<long> FamiliesOf(StoredEdge edge) =>
        tables.Runs.IdsOf(edge.To).Where(id => edge.Members.Contains(tables.Runs[id].Row.Root));
}
