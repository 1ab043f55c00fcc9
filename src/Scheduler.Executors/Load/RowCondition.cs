namespace RoutineScheduler.Executors.Load;

/// <summary>A test of one field, as text without surrounding blanks. All that are set must hold.</summary>
public sealed record RowCondition : FileField
{
    /// <summary>True: it must not be empty. False: it must be.</summary>
    public bool? Present { get; init; }

    public IReadOnlyList<string> In { get; init; } = [];

    public IReadOnlyList<string> NotIn { get; init; } = [];

    internal bool IsMetBy(ReadOnlySpan<char> text) =>
        (Present is null || Present == !text.IsEmpty)
        && (In.Count == 0 || IsAmong(In, text))
        && !IsAmong(NotIn, text);

    private static bool IsAmong(IReadOnlyList<string> values, ReadOnlySpan<char> text)
    {
        foreach (var value in values)
        {
            if (text.SequenceEqual(value))
            {
                return true;
            }
        }

        return false;
    }
}
