namespace RoutineScheduler.Executors.Load;

/// <summary>Read = New + Updated + Unchanged + Ignored + Rejected.</summary>
/// <param name="Read">Data lines.</param>
/// <param name="Unchanged">The table has them already, numbers compared as numbers.</param>
/// <param name="Ignored">Not kept by Keep, or followed by another line of the same key where the last wins.</param>
public sealed record FileLoadCounts(long Read, long New, long Updated, long Unchanged, long Ignored, long Rejected)
{
    internal static readonly FileLoadCounts None = new(0, 0, 0, 0, 0, 0);

    public static FileLoadCounts operator +(FileLoadCounts left, FileLoadCounts right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(
            left.Read + right.Read, left.New + right.New, left.Updated + right.Updated,
            left.Unchanged + right.Unchanged, left.Ignored + right.Ignored, left.Rejected + right.Rejected);
    }
}
