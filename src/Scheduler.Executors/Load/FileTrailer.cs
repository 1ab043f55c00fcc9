namespace RoutineScheduler.Executors.Load;

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
