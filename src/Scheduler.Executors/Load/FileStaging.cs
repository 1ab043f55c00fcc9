using System.IO.Enumeration;
using System.Text;
using RoutineScheduler.Execution;

namespace RoutineScheduler.Executors.Load;

/// <summary>One file in the staging table.</summary>
/// <param name="Counts">Read, ignored and rejected so far; the merge adds the rest.</param>
internal sealed record StagedFile(FoundFile File, StagedRows Rows, LoadCounts Counts);

/// <summary>Reads a file from its first line to its trailer into the staging table.</summary>
internal sealed class FileStaging(LoadFile load, TargetTable table, StagingTable stage, Rejects rejects, IRunContext run)
{
    private const int LinesBetweenReports = 20_000;

    private readonly byte[]? data = Bytes(load.Records?.Data);
    private readonly byte[]? head = Bytes(load.Records?.Header);
    private readonly byte[]? trailer = Bytes(load.Records?.Trailer?.Prefix);

    private enum Kind
    {
        Data,
        Header,
        Trailer,
        Unknown,
    }

    /// <param name="progress">Told the share of this file that has been read.</param>
    /// <exception cref="LoadStoppedException">The file as a whole cannot be loaded.</exception>
    public StagedFile Read(FoundFile file, Action<double> progress, CancellationToken cancel)
    {
        using var text = new StrictText(file.Path, load.Encoding);
        var skipped = Preamble(text, file.Path);
        using var records = Open(text, file.Path, skipped);
        if (HeaderOf(records, file.Path) is not { } header)
        {
            return new StagedFile(file, new StagedRows(stage.Last + 1, stage.Last), LoadCounts.None);
        }

        var row = new RowReader(records, header, load, table, file, run);
        var (first, read, ignored, rejected, others) = (stage.Last + 1, 0L, 0L, 0L, 0L);
        var end = (FileTrailer?)null;
        while (records.Read())
        {
            var kind = KindOf(records.Raw);
            if (end is not null && load.CheckTrailer)
            {
                throw LoadStoppedException.Permanent($"{file.Path}: line {records.Line} comes after the trailer in line {end.Line}. {ToLoadAnyway}");
            }

            if (kind is Kind.Header or Kind.Trailer)
            {
                others++;
                end ??= kind == Kind.Trailer ? FileTrailer.Of(records, load) : null;
                continue;
            }

            read++;
            if (ProblemOf(kind, records) is { } shape)
            {
                rejected++;
                rejects.Add(file.Path, records.Line, shape, records.RawText);
            }
            else if (!row.IsKept())
            {
                ignored++;
            }
            else if (row.Read() is { } problem)
            {
                rejected++;
                rejects.Add(file.Path, records.Line, problem, records.RawText);
            }
            else
            {
                stage.Add(records.Line, row.Values);
            }

            if (read % LinesBetweenReports == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress((double)text.BytesRead / Math.Max(1, text.Size));
            }
        }

        CheckEnd(file.Path, text, end, read, others);
        return new StagedFile(file, new StagedRows(first, stage.Last), LoadCounts.None with { Read = read, Ignored = ignored, Rejected = rejected });
    }

    private const string ToLoadAnyway = "Set CheckTrailer to false to load it as it is.";

    private FileRecords Open(StrictText text, string path, long skipped) => load.Csv is { } csv
        ? new CsvRecords(text, csv, path, skipped)
        : new FixedWidthRecords(text, load.FixedWidth!, path, skipped);

    /// <summary>How many lines were passed over.</summary>
    private long Preamble(StrictText text, string path)
    {
        var lines = load.SkipLines ?? (load.FirstLine is null ? 0 : 1);
        for (var line = 1; line <= lines; line++)
        {
            var content = text.ReadLine();
            if (line == 1 && load.FirstLine is { } expected && !FileSystemName.MatchesSimpleExpression(expected, content?.Trim() ?? "", ignoreCase: false))
            {
                throw LoadStoppedException.By(
                    load.OnOtherFirstLine,
                    content is null ? $"{path} is empty; its first line should be '{expected}'." : $"{path}: the first line is '{Short(content)}', not '{expected}'.");
            }
        }

        return lines;
    }

    /// <summary>Null where the file is empty and may be.</summary>
    private Header? HeaderOf(FileRecords records, string path)
    {
        if (records is not CsvRecords csv || !load.Csv!.HasHeader)
        {
            return Header.None;
        }

        if (!csv.Read())
        {
            throw load.MinimumRows > 0
                ? LoadStoppedException.NotAvailableYet($"{path} is empty; MinimumRows is {load.MinimumRows}.")
                : LoadStoppedException.Permanent($"{path} has no header: it is empty{(load.SkipLines > 0 ? $" after {load.SkipLines} lines" : "")}.");
        }

        var header = Header.Read(csv, load, path);
        csv.FieldsExpected = csv.FieldCount;
        return header;
    }

    private Kind KindOf(ReadOnlySpan<byte> raw) =>
        trailer is not null && raw.StartsWith(trailer) ? Kind.Trailer
        : head is not null && raw.StartsWith(head) ? Kind.Header
        : data is null || raw.StartsWith(data) ? Kind.Data
        : Kind.Unknown;

    private string? ProblemOf(Kind kind, FileRecords records) => kind == Kind.Unknown
        ? $"begins with none of {string.Join(", ", new[] { load.Records!.Header, load.Records.Data, load.Records.Trailer?.Prefix }.OfType<string>().Select(prefix => $"'{prefix}'"))}"
        : records.Problem;

    private void CheckEnd(string path, StrictText text, FileTrailer? end, long read, long others)
    {
        if (text.HasGrown)
        {
            throw LoadStoppedException.NotAvailableYet($"{path} changed its size while it was read: somebody still writes it.");
        }

        if (read < load.MinimumRows)
        {
            throw LoadStoppedException.NotAvailableYet($"{path} has {read} data lines; MinimumRows is {load.MinimumRows}.");
        }

        if (load is not { Records.Trailer: { } expected, CheckTrailer: true })
        {
            return;
        }

        if (end is null)
        {
            throw LoadStoppedException.Permanent($"{path} has no trailer (a line that begins with '{expected.Prefix}') after {read} data lines: it was cut. {ToLoadAnyway}");
        }

        var counted = expected.Counts == TrailerCount.AllRecords ? read + others : read;
        if (end.Count != counted)
        {
            throw LoadStoppedException.Permanent(
                $"{path}: the trailer in line {end.Line} says {end.CountText} {(expected.Counts == TrailerCount.AllRecords ? "records, header and trailer included" : "data records")}; " +
                $"the file has {counted} ({read} data lines). {ToLoadAnyway}");
        }
    }

    private static byte[]? Bytes(string? prefix) => prefix is null ? null : Encoding.UTF8.GetBytes(prefix);

    private static string Short(string line) => line.Length <= 100 ? line : line[..100] + "…";

    /// <param name="Count">Null where there is no number.</param>
    private sealed record FileTrailer(long Line, string CountText, long? Count)
    {
        public static FileTrailer Of(FileRecords records, LoadFile load)
        {
            var format = load.Records!.Trailer!;
            var text = records.Field(new FieldPlace(format.CountAt - 1, (format.CountTo ?? format.CountAt) - format.CountAt + 1)).ToString();
            var count = NumberText.Invariant.ReadInteger(text, out var problem);
            return new FileTrailer(records.Line, text.Length == 0 ? "nothing" : $"'{text}'", problem is null ? count : null);
        }
    }
}
