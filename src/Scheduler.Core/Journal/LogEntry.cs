using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Journal;

/// <summary>One structured line.</summary>
public sealed record LogEntry
{
    /// <summary>Given by the store, growing; 0 before it is stored.</summary>
    public long Id { get; init; }

    public required Instant At { get; init; }

    public required LogLevel Level { get; init; }

    /// <summary>0 where the writer gave none.</summary>
    public int EventId { get; init; }

    /// <summary>The logger's category.</summary>
    public required string Component { get; init; }

    /// <summary>The message with its placeholders, by which lines are grouped.</summary>
    public required string Template { get; init; }

    public required string Message { get; init; }

    /// <summary>The placeholders' values as one JSON object; null where there are none.</summary>
    public string? Properties { get; init; }

    /// <summary>Type, message and stack trace.</summary>
    public string? Exception { get; init; }

    public RoutineKey? Routine { get; init; }

    public LocalDate? OrderDate { get; init; }

    public RunId? Run { get; init; }

    public int? Attempt { get; init; }

    public string? Node { get; init; }
}
