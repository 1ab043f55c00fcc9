using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <summary>Which runs; what is left empty does not filter.</summary>
public sealed record RunQuery
{
    public IReadOnlyCollection<RunState> States { get; init; } = [];

    public IReadOnlyCollection<RoutineKey> Routines { get; init; } = [];

    public LocalDate? From { get; init; }

    public LocalDate? To { get; init; }

    /// <summary>Exclusive: what has not ended is not found.</summary>
    public Instant? EndedAfter { get; init; }

    /// <summary>1 to 10,000.</summary>
    public int Limit { get; init; } = 100;

    public bool NewestFirst { get; init; }

    /// <summary>Exclusive, in the direction of the order: the last one of the page before.</summary>
    public RunId? After { get; init; }
}

/// <summary>One run, as a list shows it.</summary>
/// <param name="Trigger">Planned, Order or Rerun.</param>
/// <param name="Tries">Attempts that count against the retry policy.</param>
/// <param name="Cause">Why it ended as it did; null where nothing needs saying.</param>
/// <param name="Progress">What the executor reported last; null unless it is running.</param>
public sealed record RunView(
    RunId Id, RunId Root, RoutineKey Routine, string Name, LocalDate OrderDate, LocalDate BaseDate, string Trigger, RunState State, string? Cause,
    int Priority, Instant PlannedAt, Instant DueAt, int Attempts, int Tries, int Lost, bool HoldRequested, bool CancelRequested, bool NotInPlan,
    string? Node, Instant? StartedAt, Instant? EndedAt, string? Progress, string? OrderKey, string? CreatedBy)
{
    /// <summary>The name of the executor that it needs.</summary>
    public string Executor { get; init; } = "";
}

/// <param name="Unmet">Everything that keeps it from starting now; empty where nothing does, or it has started.</param>
/// <param name="Expires">When it is given up without another attempt; null where it does not expire.</param>
public sealed record RunDetails(
    RunView Run, IReadOnlyList<AttemptRecord> Attempts, IReadOnlyList<RunHistoryEntry> History, IReadOnlyList<string> Unmet, Instant? Expires,
    Instant RetryUntil, Instant PollUntil)
{
    /// <summary>The row, in the history of the run that this one reruns, that says who asked for it and why; null where this is no rerun.</summary>
    public RunHistoryEntry? RerunOf { get; init; }
}

/// <summary>Which log lines; what is left empty does not filter.</summary>
public sealed record LogQuery
{
    /// <summary>Exclusive: for following. Null: the newest ones.</summary>
    public long? After { get; init; }

    public LogLevel AtLeast { get; init; } = LogLevel.Information;

    public RunId? Run { get; init; }

    public RoutineKey? Routine { get; init; }

    public LocalDate? OrderDate { get; init; }

    /// <summary>Inclusive. Null: as far back as there are lines.</summary>
    public Instant? Since { get; init; }

    /// <summary>1 to 10,000.</summary>
    public int Limit { get; init; } = 100;
}
