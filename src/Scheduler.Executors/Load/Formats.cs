using System.Text.Json.Serialization;

namespace RoutineScheduler.Executors.Load;

/// <summary>Separated values as RFC 4180 has them.</summary>
public sealed record CsvFormat
{
    public char Delimiter { get; init; } = ';';

    /// <summary>Null where files have quotes that mean nothing.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>False where fields go by number: <see cref="FileField.At"/>.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Whether a quoted field may go on in the next line. Off, a quote that is not closed costs one line and not the rest of the file.</summary>
    public bool QuotedLineBreaks { get; init; }
}

/// <summary>Fields by position.</summary>
public sealed record FixedWidthFormat
{
    /// <summary>Lines of another length are rejected; null takes any that reach to the last position asked for.</summary>
    public int? LineLength { get; init; }
}

/// <summary>Kinds of lines by how they begin.</summary>
public sealed record RecordTypes
{
    /// <summary>Null where no line is a header.</summary>
    public string? Header { get; init; }

    /// <summary>A line that begins with none of the three is rejected. Null: what is neither header nor trailer is data.</summary>
    public string? Data { get; init; }

    public Trailer? Trailer { get; init; }
}

/// <summary>The last line, which says how many there are.</summary>
public sealed record Trailer
{
    public required string Prefix { get; init; }

    /// <summary>Where the count begins, from 1; in a CSV the number of its field.</summary>
    public required int CountAt { get; init; }

    /// <summary>Its last position; null in a CSV.</summary>
    public int? CountTo { get; init; }

    public TrailerCount Counts { get; init; } = TrailerCount.AllRecords;
}

/// <summary>What a trailer counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrailerCount>))]
public enum TrailerCount
{
    /// <summary>Header, data and trailer, as B3 counts.</summary>
    AllRecords,
    DataRecords,
}
