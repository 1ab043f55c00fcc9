using System.Text.Json.Serialization;

namespace RoutineScheduler.Executors.Load;

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
