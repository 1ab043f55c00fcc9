using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>
/// The execution queue as workers and the background duties see it. Every method is one atomic step, in one transaction however long its
/// list, and locks runs in the order of their ids. What is due, expired or lapsed is said by the store's clock. A lost race is an answer,
/// never an exception. Every change of state is decided by <see cref="RunTransition.Decide"/>.
/// </summary>
internal interface IRunQueue
{
    /// <summary>
    /// Leases eligible runs to the node, at most <see cref="ClaimRequest.Places"/> of them: by priority, then due instant, then id (among the
    /// executors of one priority the one with the oldest due run goes first, a batch at a time). However many nodes ask at once, no run goes
    /// to two and no routine's MaxConcurrent is exceeded. Runs of a full routine are passed over, or Skipped(Overlap) where that is their
    /// policy (<see cref="ClaimChoices.MostOverlaps"/> by one claim); they never keep others waiting. Empty where there are no places, while an
    /// absence is open, and while one is not yet recorded (<see cref="AbsenceAfter.HasBegun"/>).
    /// </summary>
    Task<IReadOnlyList<ClaimedRun>> ClaimAsync(ClaimRequest claim, CancellationToken cancel);

    /// <summary>
    /// Prolongs exactly these leases, to <paramref name="leaseFor"/> from now: list what is really being executed, or finished and not yet
    /// written, and a claim whose answer got lost will lapse. A lease that is missing from the answer is gone: its attempt must stop.
    /// </summary>
    Task<IReadOnlyList<RenewedLease>> RenewAsync(IReadOnlyList<HeldLease> held, Duration leaseFor, CancellationToken cancel);

    /// <summary>
    /// Ends attempts, hand-backs included: state, attempt row, log lines, edges of successors, all in one transaction. An attempt whose token
    /// is no longer the run's is refused and changes nothing but that its log lines are kept; its neighbours take effect all the same. A row that
    /// cannot be stored as it is, is stored cleaned and says so. The answers come in the order of <paramref name="ended"/>.
    /// </summary>
    Task<IReadOnlyList<EndedAttempt>> FinishAsync(IReadOnlyList<AttemptToEnd> ended, CancellationToken cancel);

    /// <summary>
    /// Takes back runs whose lease is over, lowest id first, each decided by <see cref="RunChange.Lapse"/>. Runs of a node that is provably
    /// gone (a driver may know) lapse at once, except those that were claimed as <see cref="ClaimRequest.StartProcesses"/>.
    /// Empty while an absence is open, or not yet recorded.
    /// </summary>
    Task<IReadOnlyList<RescuedRun>> RescueAsync(int maxLost, int atMost, CancellationToken cancel);

    /// <summary>
    /// Ends runs that have expired, earliest first, each decided by <see cref="RunChange.Expire"/> with all that was unmet before the first of them
    /// ended. Empty while an absence is open, or not yet recorded.
    /// </summary>
    Task<IReadOnlyList<ExpiredRun>> ExpireAsync(int atMost, CancellationToken cancel);

    /// <summary>
    /// The earliest instant after now at which a run of these executors becomes due, or a run of any executor expires, or a lease lapses;
    /// null where nothing is ahead. What is due already does not count: it starts at a claim, and waits for a signal where it could not.
    /// </summary>
    Task<Instant?> NextWakeAsync(IReadOnlyCollection<string> executors, CancellationToken cancel);

    /// <summary>
    /// Evaluates again the edges of not-started runs whose predecessors have ended, oldest first.
    /// Returns how many runs it had to repair: 0 unless there is a fault.
    /// </summary>
    Task<int> ReconcileAsync(int atMost, CancellationToken cancel);
}

/// <param name="Executors">Those that the node has.</param>
/// <param name="Places">Free places; none are claimed where this is not positive.</param>
internal sealed record ClaimRequest(NodeId Node, IReadOnlyList<string> Executors, int Places, Duration LeaseFor)
{
    /// <summary>
    /// Those of the executors whose runs may outlive the node, as processes: kept with the lease, since whoever rescues need not have them.
    /// </summary>
    public IReadOnlyList<string> StartProcesses { get; init; } = [];
}

/// <param name="Number">The attempt's: 1 for the first claim of the run.</param>
/// <param name="Facts">After the claim.</param>
internal sealed record ClaimedRun(
    Lease Lease, int Number, RoutineKey Routine, long Version, string Executor, LocalDate OrderDate, LocalDate BaseDate, RunFacts Facts)
{
    /// <summary>The calendars that it pins (<see cref="StoredCalendars.CalendarsAsOf"/>): of its load, its order or its rerun.</summary>
    public required long CalendarsAsOf { get; init; }

    /// <summary>Whether the run has edges: only then are there results to read.</summary>
    public bool HasEdges { get; init; }
}

/// <param name="Progress">What the executor reported last; shown to people until the attempt ends.</param>
internal sealed record HeldLease(Lease Lease, string? Progress = null);

/// <param name="Change">A <see cref="RunChange.Finish"/> or a <see cref="RunChange.HandBack"/>.</param>
/// <param name="Lines">The log lines not yet written.</param>
internal sealed record AttemptToEnd(Lease Lease, int Number, RunChange Change, AttemptNotes Notes, IReadOnlyList<LogEntry> Lines);

/// <summary>What is told of an attempt beside how it ended.</summary>
internal sealed record AttemptNotes
{
    public static readonly AttemptNotes None = new();

    public string? Message { get; init; }

    public string? Details { get; init; }

    public string? Parameters { get; init; }

    /// <summary>JSON, at most 64 KiB.</summary>
    public string? Result { get; init; }

    public IReadOnlyList<Artifact> Artifacts { get; init; } = [];

    public IReadOnlyList<RunId> ResultsFrom { get; init; } = [];
}

/// <param name="After">Null where the write was stale.</param>
internal sealed record EndedAttempt(RunId Run, RunFacts? After);

internal sealed record RescuedRun(RunId Run, RoutineKey Routine, LocalDate OrderDate, NodeId Node, int Number, RunFacts After);

internal sealed record ExpiredRun(RunId Run, RoutineKey Routine, LocalDate OrderDate, RunFacts After);
