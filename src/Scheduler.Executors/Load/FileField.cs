namespace RoutineScheduler.Executors.Load;

/// <summary>Where a line has a value: by the header's name, or by positions where the width is fixed.</summary>
public abstract record FileField
{
    private protected FileField()
    {
    }

    /// <summary>The name in the header of a CSV, in any case of letters.</summary>
    public string? Field { get; init; }

    /// <summary>What the same column was called at other times; the first that the header has is taken, after <see cref="Field"/>.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>The first position of a fixed-width field, counted from 1; in a CSV without header the number of the field.</summary>
    public int? At { get; init; }

    /// <summary>The last position, included; null is <see cref="At"/>.</summary>
    public int? To { get; init; }

    internal bool IsNamed => Field is not null;

    /// <summary>The last position; 0 where the field goes by name.</summary>
    internal int Reach => To ?? At ?? 0;

    internal string Described => IsNamed
        ? string.Join(" or ", OtherNames.Prepend(Field!).Select(name => $"'{name}'"))
        : To is null ? $"position {At}" : $"positions {At}–{To}";
}
