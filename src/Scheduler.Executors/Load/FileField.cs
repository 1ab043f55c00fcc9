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

/// <summary>One column of the table and what it gets: a field of the line, a constant, or a value of the run. Exactly one of them.</summary>
public sealed record LoadColumn : FileField
{
    /// <summary>The table's column.</summary>
    public required string Column { get; init; }

    public FieldType Type { get; init; } = FieldType.Text;

    /// <summary>Of a date, as NodaTime and .NET write patterns.</summary>
    public string Format { get; init; } = "yyyy-MM-dd";

    /// <summary>How many last digits stand behind a decimal sign that is not written: 2 reads 0000000004150 as 41.50.</summary>
    public int ImpliedDecimals { get; init; }

    /// <summary>A line without it is rejected. Key columns and columns that may not be null are required by themselves.</summary>
    public bool Required { get; init; }

    /// <summary>Where the header does not have the field at all, the column gets null instead of the load failing.</summary>
    public bool Optional { get; init; }

    /// <summary>What stands for an empty field, as the file would write it; null leaves it null. For key columns that some lines leave blank.</summary>
    public string? WhenEmpty { get; init; }

    /// <summary>The same in each row; read by <see cref="Type"/>, numbers with a point and dates as yyyy-MM-dd.</summary>
    public string? Constant { get; init; }

    public ContextValue? Context { get; init; }

    internal bool IsOfTheLine => IsNamed || At is not null;
}

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
