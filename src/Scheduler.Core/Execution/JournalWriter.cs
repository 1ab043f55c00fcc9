using Microsoft.Extensions.Logging;
using RoutineScheduler.Logging;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>Stores the scheduler's own lines. Those of attempts come with their ends.</summary>
internal sealed class JournalWriter(LineBuffer buffer, IJournal journal, ILogger<JournalWriter> log)
{
    /// <returns>How many lines were stored.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        var (lines, dropped) = buffer.Take();
        if (dropped > 0)
        {
            log.LinesDropped(dropped);
        }

        if (lines.Count == 0)
        {
            return 0;
        }

        try
        {
            await journal.AppendAsync(lines, cancel);
        }
        catch
        {
            buffer.PutBack(lines);
            throw;
        }

        return lines.Count;
    }
}
