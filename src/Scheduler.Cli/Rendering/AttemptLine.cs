using RoutineScheduler.Journal;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>One attempt, or equal polls in a row: a night of asking for a file is one line.</summary>
/// <param name="Last">The same as <paramref name="First"/> where there is one only.</param>
internal sealed record AttemptLine(AttemptRecord First, AttemptRecord Last, int Count)
{
    /// <summary>Polls are equal where they ended NotAvailable with the same message.</summary>
    public static IReadOnlyList<AttemptLine> Of(IEnumerable<AttemptRecord> attempts)
    {
        var lines = new List<AttemptLine>();
        foreach (var attempt in attempts)
        {
            if (lines.Count > 0 && AreEqual(lines[^1].Last, attempt))
            {
                lines[^1] = lines[^1] with { Last = attempt, Count = lines[^1].Count + 1 };
            }
            else
            {
                lines.Add(new AttemptLine(attempt, attempt, 1));
            }
        }

        return lines;
    }

    private static bool AreEqual(AttemptRecord one, AttemptRecord other) =>
        one.End == AttemptEnd.NotAvailable && other.End == AttemptEnd.NotAvailable && one.Message == other.Message;
}
