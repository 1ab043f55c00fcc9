namespace RoutineScheduler.Executors.Load;

/// <summary>
/// Names as people number them: p_2 before p_10, p.csv.2 before p.csv.10, and p before p_2 and p (2), whatever comes behind the last point.
/// In any case of letters, as masks find them.
/// </summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (x ?? "", y ?? "");
        return Compare(Path.GetFileNameWithoutExtension(left.AsSpan()), Path.GetFileNameWithoutExtension(right.AsSpan())) is var byName and not 0
            ? byName
            : Compare(left.AsSpan(), right) is var byAll and not 0 ? byAll : string.CompareOrdinal(left, right);
    }

    private static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var (a, b) = (LengthOfNumber(left), LengthOfNumber(right));
            var order = a > 0 && b > 0
                ? CompareNumbers(left[..a], right[..b])
                : char.ToLowerInvariant(left[0]).CompareTo(char.ToLowerInvariant(right[0]));
            if (order != 0)
            {
                return order;
            }

            left = left[Math.Max(1, a)..];
            right = right[Math.Max(1, b)..];
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    private static int LengthOfNumber(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? text.Length : end;
}
