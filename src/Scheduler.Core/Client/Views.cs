using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <param name="Counts">Runs by state: of the queue all, of what has ended those of the order dates that are not over.</param>
/// <param name="NextDue">The earliest run that is not due yet.</param>
public sealed record SchedulerStatus(
    string Storage, Instant Now, IReadOnlyDictionary<RunState, int> Counts, IReadOnlyList<NodeView> Nodes, IReadOnlyList<LoadView> Loads,
    RunView? NextDue, int Routines, bool AbsenceIsOpen)
{
    /// <summary>Of each list below.</summary>
    internal const int Most = 10;

    /// <summary>The order date that is on in the scheduler's zone.</summary>
    public LocalDate Today { get; init; }

    /// <summary>Runs of today's order date by state.</summary>
    public IReadOnlyDictionary<RunState, int> OfToday { get; init; } = new Dictionary<RunState, int>();

    /// <summary>What became of the date that was loaded last, not after today; null where none was.</summary>
    public DateCounts? LastLoaded { get; init; }

    /// <summary>What failed or was missed in the last 24 hours, whatever the order date, the latest first; at most 10.</summary>
    public IReadOnlyList<TroubleView> Bad { get; init; } = [];

    /// <summary>Routines that today's load decided against; at most 10, the load's totals have the number.</summary>
    public IReadOnlyList<IgnoredRoutine> Ignored { get; init; } = [];

    /// <summary>Runs that are due and not started, whatever keeps them, by the executor that they need.</summary>
    public IReadOnlyDictionary<string, int> DueByExecutor { get; init; } = new Dictionary<string, int>();

    /// <summary>Nodes that were lost more than a day ago, hold no leases and are not listed.</summary>
    public int OlderNodes { get; init; }

    /// <summary>What becomes due next, of each routine its first run, the earliest first; at most 10.</summary>
    public IReadOnlyList<RunView> Next { get; init; } = [];
}

/// <param name="Why">What its last attempt said, or what kept it from starting; null where nothing was recorded.</param>
public sealed record TroubleView(RunView Run, string? Why)
{
    /// <summary>The newest run that was made again of it; null where none was.</summary>
    public RunView? RerunAs { get; init; }
}

/// <param name="Today">The order date that is on at this instant.</param>
/// <param name="Zone">The scheduler's: of its order dates, and of the clock that its people read.</param>
public sealed record SchedulerNow(Instant Now, LocalDate Today, string Zone);

/// <summary>The runs of one order date, by state.</summary>
public sealed record DateCounts(LocalDate Date, IReadOnlyDictionary<RunState, int> Counts);

public sealed record NodeView(
    string Node, string Host, int ProcessId, string Version, int Places, IReadOnlyList<string> Executors, Instant StartedAt, Instant LastBeatAt,
    bool IsAlive);

/// <param name="State">Loaded, LoadedWithErrors or Skipped.</param>
public sealed record LoadView(LocalDate Date, string State, bool IsStale, Instant At, string Trigger, string Actor, LoadTotals Totals);

/// <param name="RetiredAt">Null while the code has it.</param>
public sealed record RoutineView(Routine Routine, int Version, string Hash, Instant ActiveFrom, Instant? RetiredAt, string Author, Instant DefinedAt);
