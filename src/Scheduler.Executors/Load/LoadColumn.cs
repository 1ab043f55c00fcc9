namespace RoutineScheduler.Executors.Load;

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

    /// <summary>
    /// What stands for an empty field, as the file would write it; null leaves it null. For key columns that some lines leave blank.
    /// </summary>
    public string? WhenEmpty { get; init; }

    /// <summary>The same in each row; read by <see cref="Type"/>, numbers with a point and dates as yyyy-MM-dd.</summary>
    public string? Constant { get; init; }

    public ContextValue? Context { get; init; }

    internal bool IsOfTheLine => IsNamed || At is not null;
}
