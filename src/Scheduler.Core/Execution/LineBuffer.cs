using RoutineScheduler.Journal;

namespace RoutineScheduler.Execution;

/// <summary>The scheduler's own lines on their way to the journal. Bounded: while the store is away the oldest are dropped, and counted.</summary>
internal sealed class LineBuffer
{
    private readonly Lock gate = new();
    private readonly Queue<LogEntry> lines = [];
    private long characters;
    private long dropped;

    public void Add(LogEntry line)
    {
        lock (gate)
        {
            Keep(line);
        }
    }

    /// <summary>What is there now, and how many were dropped since the last call.</summary>
    public (IReadOnlyList<LogEntry> Lines, long Dropped) Take()
    {
        lock (gate)
        {
            var taken = (lines.ToArray(), dropped);
            lines.Clear();
            (characters, dropped) = (0, 0);
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
            characters = 0;
            foreach (var line in notStored.Concat(later))
            {
                Keep(line);
            }
        }
    }

    private void Keep(LogEntry line)
    {
        lines.Enqueue(line);
        characters += LineBounds.CharactersOf(line);
        while (lines.Count > LineBounds.Lines || characters > LineBounds.Characters)
        {
            characters -= LineBounds.CharactersOf(lines.Dequeue());
            dropped++;
        }
    }
}
