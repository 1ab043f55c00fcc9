using NodaTime;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Journal;

/// <summary>How an attempt left Running. The numbers are what the stores write.</summary>
public enum AttemptEnd
{
    Succeeded = 0,
    Transient = 1,
    TimedOut = 2,
    NotAvailable = 3,
    Permanent = 4,
    Stopped = 5,
    Abandoned = 6,
    HandedBack = 7,
    Lapsed = 8,
}

/// <summary>One numbered execution of a run on one node.</summary>
public sealed record AttemptRecord
{
    public required RunId Run { get; init; }

    /// <summary>1 for the first claim of the run.</summary>
    public required int Number { get; init; }

    public required string Node { get; init; }

    public required FencingToken Token { get; init; }

    public required Instant StartedAt { get; init; }

    public required Instant EndedAt { get; init; }

    public required AttemptEnd End { get; init; }

    /// <summary>The state in which the attempt left its run.</summary>
    public required RunState To { get; init; }

    /// <summary>What the executor said, or what stopped it.</summary>
    public string? Message { get; init; }

    /// <summary>A stack trace, an output, a list of rejects.</summary>
    public string? Details { get; init; }

    /// <summary>The parameters as they were resolved, secrets masked; JSON.</summary>
    public string? Parameters { get; init; }

    /// <summary>JSON; null unless it succeeded with a result.</summary>
    public string? Result { get; init; }

    public IReadOnlyList<Artifact> Artifacts { get; init; } = [];

    /// <summary>The runs whose results it could read.</summary>
    public IReadOnlyList<RunId> ResultsFrom { get; init; } = [];
}
