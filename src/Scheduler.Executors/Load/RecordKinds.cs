using System.Text;

namespace RoutineScheduler.Executors.Load;

internal enum RecordKind
{
    Data,
    Header,
    Trailer,
    Unknown,
}

/// <summary>Tells by its beginning what a line is.</summary>
internal sealed class RecordKinds(RecordTypes? types)
{
    private readonly byte[]? header = Bytes(types?.Header);
    private readonly byte[]? data = Bytes(types?.Data);
    private readonly byte[]? trailer = Bytes(types?.Trailer?.Prefix);

    /// <summary>What is wrong with a line that is of no kind.</summary>
    public string Unknown { get; } = $"begins with none of {string.Join(
        ", ", new[] { types?.Header, types?.Data, types?.Trailer?.Prefix }.OfType<string>().Select(prefix => $"'{prefix}'"))}";

    public RecordKind Of(ReadOnlySpan<byte> line) =>
        trailer is not null && line.StartsWith(trailer) ? RecordKind.Trailer
        : header is not null && line.StartsWith(header) ? RecordKind.Header
        : data is null || line.StartsWith(data) ? RecordKind.Data
        : RecordKind.Unknown;

    private static byte[]? Bytes(string? prefix) => prefix is null ? null : Encoding.UTF8.GetBytes(prefix);
}
