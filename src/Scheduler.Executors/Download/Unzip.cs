namespace RoutineScheduler.Executors.Download;

/// <summary>
/// Where a zip's entries go, and how much it may hold. The limits are counted while reading: what a zip says of itself is not believed.
/// </summary>
public sealed record Unzip
{
    /// <summary>
    /// A relative path starts at the target's folder. Null: the target's name without its extension. Files of an earlier zip that the
    /// new one lacks stay.
    /// </summary>
    public string? Into { get; init; }

    /// <summary>1 to 1,000,000.</summary>
    public int MaxEntries { get; init; } = 1_000;

    /// <summary>Bytes of all entries together, at least 1.</summary>
    public long MaxBytes { get; init; } = 4L << 30;

    /// <summary>
    /// How many bytes one byte may become, of an entry and of all together; asked after the first mebibyte.
    /// Price files reach about 30, deflate at most 1,032.
    /// </summary>
    public int MaxRatio { get; init; } = 200;
}
