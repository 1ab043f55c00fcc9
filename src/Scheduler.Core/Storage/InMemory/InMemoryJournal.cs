using RoutineScheduler.Journal;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>The log lines, in the order in which they came.</summary>
internal sealed class InMemoryJournal(MemorySteps steps, MemoryTables tables) : IJournal
{
    public Task<int> AppendAsync(IReadOnlyList<LogEntry> lines, CancellationToken cancel) =>
        steps.QuietlyAsync(
            _ =>
            {
                tables.Append(lines);
                return 0;
            },
            cancel);

    public Task<IReadOnlyList<LogEntry>> ReadAsync(LogFilter filter, CancellationToken cancel) => steps.QuietlyAsync(_ => Read(filter), cancel);

    private IReadOnlyList<LogEntry> Read(LogFilter filter)
    {
        var matching = tables.Log.Where(filter.Matches);
        return filter.After is null ? [.. matching.TakeLast(filter.Limit)] : [.. matching.Take(filter.Limit)];
    }
}
