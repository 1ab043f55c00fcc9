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

/// <summary>What a file's last line says of it.</summary>
/// <param name="Count">Null where there is no number.</param>
internal sealed record FileTrailer(long Line, string CountText, long? Count)
{
    public const string ToLoadAnyway = "Set CheckTrailer to false to load it as it is.";

    public static FileTrailer Of(FileRecords records, Trailer format)
    {
        var text = records.Field(new FieldPlace(format.CountAt - 1, (format.CountTo ?? format.CountAt) - format.CountAt + 1)).ToString();
        var count = NumberText.Invariant.ReadInteger(text, out var problem);
        return new FileTrailer(records.Line, text.Length == 0 ? "nothing" : $"'{text}'", problem is null ? count : null);
    }

    /// <summary>What is wrong, to stand behind the file's path; null when the trailer is there and counts what is there.</summary>
    /// <param name="others">Lines that are header or trailer.</param>
    public static string? Problem(FileTrailer? trailer, Trailer expected, long data, long others)
    {
        if (trailer is null)
        {
            return $" has no trailer (a line that begins with '{expected.Prefix}') after {data} data lines: it was cut.";
        }

        var (counted, what) = expected.Counts == TrailerCount.AllRecords
            ? (data + others, "records, header and trailer included")
            : (data, "data records");
        return trailer.Count == counted
            ? null
            : $": the trailer in line {trailer.Line} says {trailer.CountText} {what}; the file has {counted} ({data} data lines).";
    }
}
