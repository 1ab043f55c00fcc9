using Microsoft.Extensions.Logging;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>Stores the scheduler's own lines, and those of attempts under way: a long one can be followed. The last ones come with its end.</summary>
internal sealed class JournalWriter(LineBuffer buffer, Places places, IJournal journal, ILogger<JournalWriter> log)
{
    /// <returns>How many lines were stored.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        var (own, dropped) = buffer.Take();
        if (dropped > 0)
        {
            log.LinesDropped(dropped);
        }

        var lines = own.Concat(places.InFlight.SelectMany(attempt => attempt.TakeLines())).ToList();
        if (lines.Count == 0)
        {
            return 0;
        }

        var refused = await AppendAsync(lines, cancel);
        if (refused > 0)
        {
            log.LinesDropped(refused);
        }

        return lines.Count - refused;
    }

    private async Task<int> AppendAsync(List<LogEntry> lines, CancellationToken cancel)
    {
        try
        {
            return await journal.AppendAsync(lines, cancel);
        }
        catch
        {
            buffer.PutBack(lines);
            throw;
        }
    }
}
