namespace RoutineScheduler.Executors.Load;

/// <summary>Separated values as RFC 4180 has them.</summary>
public sealed record CsvFormat
{
    public char Delimiter { get; init; } = ';';

    /// <summary>Null where files have quotes that mean nothing.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>False where fields go by number: <see cref="FileField.At"/>.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>
    /// Whether a quoted field may go on in the next line. Off, a quote that is not closed costs one line and not the rest of the file.
    /// </summary>
    public bool QuotedLineBreaks { get; init; }

    /// <summary>With <see cref="QuotedLineBreaks"/>: a record of more lines fails the load, since a stray quote takes all that follow it.</summary>
    public int MostLinesPerRecord { get; init; } = 100;
}

/// <summary>Fields by position.</summary>
public sealed record FixedWidthFormat
{
    /// <summary>Lines of another length are rejected; null takes any that reach to the last position asked for.</summary>
    public int? LineLength { get; init; }
}
