using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>Questions. None writes, none locks.</summary>
internal interface IRunQueries
{
    /// <summary>In the order of <see cref="RunFilter.Order"/>, at most <see cref="RunFilter.Limit"/>.</summary>
    Task<IReadOnlyList<RunRow>> ListAsync(RunFilter filter, CancellationToken cancel);

    /// <summary>Null when there is no such run.</summary>
    Task<RunRow?> FindAsync(RunId run, CancellationToken cancel);

    /// <summary>How many runs are in each state, of those that the filter finds; its limit does not count.</summary>
    Task<IReadOnlyDictionary<RunState, int>> CountAsync(RunFilter filter, CancellationToken cancel);

    /// <summary>How many runs are due and Pending or Recovering, whatever keeps them, by the executor that they need.</summary>
    Task<IReadOnlyDictionary<string, int>> CountDueAsync(CancellationToken cancel);

    /// <summary>In the order of their numbers; a running attempt has no row yet.</summary>
    Task<IReadOnlyList<AttemptRecord>> AttemptsAsync(RunId run, CancellationToken cancel);

    /// <summary>In the order in which it happened.</summary>
    Task<IReadOnlyList<RunHistoryEntry>> HistoryAsync(RunId run, CancellationToken cancel);

    /// <summary>
    /// All that keeps each of these runs from starting now, but for what only a node knows; empty for a run that has ended or runs.
    /// </summary>
    Task<IReadOnlyDictionary<RunId, IReadOnlyList<UnmetReason>>> UnmetAsync(IReadOnlyList<RunId> runs, CancellationToken cancel);

    /// <summary>Per predecessor of the run's edges: the newest member that has a result, and its artifacts.</summary>
    Task<IReadOnlyList<PredecessorResult>> ResultsForAsync(RunId run, CancellationToken cancel);

    /// <summary>The store's instant: what the answers of this port are as of.</summary>
    Task<Instant> NowAsync(CancellationToken cancel);
}

internal enum RunTrigger
{
    Planned = 0,
    Order = 1,
    Rerun = 2,
}

internal sealed record RunFilter
{
    public IReadOnlyCollection<RunState> States { get; init; } = [];

    public IReadOnlyCollection<RoutineKey> Routines { get; init; } = [];

    public LocalDate? From { get; init; }

    public LocalDate? To { get; init; }

    /// <summary>Exclusive.</summary>
    public Instant? DueAfter { get; init; }

    /// <summary>Exclusive: what has not ended is not found.</summary>
    public Instant? EndedAfter { get; init; }

    /// <summary>The run that was made with this order key: one, or none.</summary>
    public string? OrderKey { get; init; }

    /// <summary>Not before this id, in the direction of the order: for pages. Exclusive.</summary>
    public RunId? After { get; init; }

    public RunOrder Order { get; init; } = RunOrder.ById;

    public int Limit { get; init; } = 100;
}

internal enum RunOrder
{
    ById = 0,
    NewestFirst = 1,

    /// <summary>Due instant, priority, id.</summary>
    ByDue = 2,

    /// <summary>By the instant of the end, then the id, the last first; behind them what has not ended.</summary>
    LastEndedFirst = 3,
}

/// <param name="Root">The planned or ordered run that a rerun goes back to; itself otherwise.</param>
/// <param name="Slot">Seconds from start(d) of a planned run; the number of an order or rerun.</param>
/// <param name="EndedAt">Null until it ends.</param>
/// <param name="StartedAt">Of the newest attempt; null before the first.</param>
internal sealed record RunRow(
    RunId Id, RunId Root, RoutineKey Routine, long Version, LocalDate OrderDate, LocalDate BaseDate, RunTrigger Trigger, int Slot,
    Instant PlannedAt, string Executor, int? MaxConcurrent, OverlapPolicy Overlap, RunFacts Facts, int Attempts, int UnmetEdges,
    string? Node, Instant? StartedAt, Instant? LapsesAt, Instant? EndedAt, Instant CreatedAt, string? Progress, string? OrderKey, Actor? CreatedBy);

/// <param name="Result">JSON; null where the member has none.</param>
internal sealed record PredecessorResult(RoutineKey Predecessor, RunId Run, string? Result, IReadOnlyList<Artifact> Artifacts);
