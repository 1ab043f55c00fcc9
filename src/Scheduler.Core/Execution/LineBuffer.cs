using RoutineScheduler.Journal;

namespace RoutineScheduler.Execution;

/// <summary>The scheduler's own lines on their way to the journal. Bounded: while the store is away the oldest are dropped, and counted.</summary>
internal sealed class LineBuffer
{
    private const int Most = 10_000;

    private readonly Lock gate = new();
    private readonly Queue<LogEntry> lines = [];
    private long dropped;

    public void Add(LogEntry line)
    {
        lock (gate)
        {
            if (lines.Count == Most)
            {
                lines.Dequeue();
                dropped++;
            }

            lines.Enqueue(line);
        }
    }

    /// <summary>What is there now, and how many were dropped since the last call.</summary>
    public (IReadOnlyList<LogEntry> Lines, long Dropped) Take()
    {
        lock (gate)
        {
            var taken = (lines.ToArray(), dropped);
            lines.Clear();
            dropped = 0;
            return taken;
        }
    }

    /// <summary>They could not be stored: they go first next time.</summary>
    public void PutBack(IReadOnlyList<LogEntry> notStored)
    {
        lock (gate)
        {
            var later = lines.ToArray();
            lines.Clear();
            foreach (var line in notStored.Concat(later).TakeLast(Most))
            {
                lines.Enqueue(line);
            }

            dropped += Math.Max(0, notStored.Count + later.Length - Most);
        }
    }
}
