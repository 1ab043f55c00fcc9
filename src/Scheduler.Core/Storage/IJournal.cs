using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>The log lines. An attempt's last ones come with its end (<see cref="IRunQueue.FinishAsync"/>).</summary>
internal interface IJournal
{
    /// <summary>
    /// One transaction. Text that the database cannot hold is cleaned and says so. A line that the database refuses all the same is left out: kept,
    /// it would keep every later line from being stored.
    /// </summary>
    /// <returns>How many lines were left out.</returns>
    Task<int> AppendAsync(IReadOnlyList<LogEntry> lines, CancellationToken cancel);

    /// <summary>Oldest first where <see cref="LogFilter.After"/> is set, else the newest ones, oldest of them first.</summary>
    Task<IReadOnlyList<LogEntry>> ReadAsync(LogFilter filter, CancellationToken cancel);
}

internal sealed record LogFilter
{
    /// <summary>Exclusive: for following.</summary>
    public long? After { get; init; }

    public LogLevel AtLeast { get; init; } = LogLevel.Trace;

    public RunId? Run { get; init; }

    public RoutineKey? Routine { get; init; }

    public LocalDate? OrderDate { get; init; }

    public Instant? Since { get; init; }

    public int Limit { get; init; } = 100;
}
