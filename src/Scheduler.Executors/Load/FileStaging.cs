using System.IO.Enumeration;
using NodaTime.Text;
using RoutineScheduler.Execution;

namespace RoutineScheduler.Executors.Load;

/// <summary>One file in the staging table.</summary>
/// <param name="Counts">Read, ignored and rejected so far; the merge adds the rest.</param>
internal sealed record StagedFile(FoundFile File, FileStamp Stamp, StagedRows Rows, FileLoadCounts Counts)
{
    /// <summary>How much of the file that many rows are, from 0 to 1.</summary>
    public double Share(long rows) => (double)rows / Math.Max(1, Rows.Last - Rows.First + 1);

    public CommittedFile Committed(FileLoadCounts merged) =>
        new(File.Path, File.Date is { } date ? LocalDatePattern.Iso.Format(date) : null, Stamp, Counts + merged);
}

/// <summary>Reads one file from its first line to its trailer into the staging table.</summary>
internal sealed class FileStaging(LoadFile load, TargetTable table, StagingTable stage, Rejects rejects, IRunContext run, FoundFile file)
{
    private const int LinesBetweenReports = 20_000;

    private readonly RecordKinds kinds = new(load.Records);
    private readonly string path = file.Path;
    private long read;
    private long ignored;
    private long rejected;
    private long others;   // headers and trailers
    private FileTrailer? trailer;

    /// <param name="progress">Told the share of the file that has been read.</param>
    /// <exception cref="LoadStoppedException">The file as a whole cannot be loaded.</exception>
    public StagedFile Read(Action<double> progress, CancellationToken cancel)
    {
        var first = stage.Last + 1;
        using var text = new StrictText(path, load.Encoding);
        using var records = FileRecords.AfterPreamble(load, text, path, CheckFirstLine);
        var row = new RowReader(records, ReadHeader(records), load, table, file, run);
        while (records.Read())
        {
            Take(records, row);
            if (read % LinesBetweenReports == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress((double)text.BytesRead / Math.Max(1, text.Size));
            }
        }

        CheckEnd(text);
        return new StagedFile(
            file, text.Stamp, new StagedRows(first, stage.Last), FileLoadCounts.None with { Read = read, Ignored = ignored, Rejected = rejected });
    }

    private void CheckFirstLine(string? first)
    {
        if (load.FirstLine is { } expected && !FileSystemName.MatchesSimpleExpression(expected, first?.Trim() ?? "", ignoreCase: false))
        {
            throw LoadStoppedException.By(
                load.OnOtherFirstLine,
                first is null
                    ? $"{path} is empty; its first line should be '{expected}'."
                    : $"{path}: the first line is '{Short(first)}', not '{expected}'.");
        }
    }

    private Header ReadHeader(FileRecords records)
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
        csv.TakeAsHeader();
        return header;
    }

    private void Take(FileRecords records, RowReader row)
    {
        var kind = kinds.Of(records.Raw);
        if (trailer is not null && load.CheckTrailer)
        {
            throw LoadStoppedException.Permanent(
                $"{path}: line {records.Line} comes after the trailer in line {trailer.Line}. {FileTrailer.ToLoadAnyway}");
        }

        if (kind is RecordKind.Header or RecordKind.Trailer)
        {
            others++;
            trailer ??= kind == RecordKind.Trailer ? FileTrailer.Of(records, load.Records!.Trailer!) : null;
        }
        else
        {
            read++;
            TakeData(records, row, kind == RecordKind.Unknown ? kinds.Unknown : records.ProblemOfData());
        }
    }

    private void TakeData(FileRecords records, RowReader row, string? shapeProblem)
    {
        if (shapeProblem is { } shape)
        {
            Reject(records, shape);
        }
        else if (!row.IsKept())
        {
            ignored++;
        }
        else if (row.Read() is { } problem)
        {
            Reject(records, problem);
        }
        else
        {
            stage.Add(records.Line, row.Values);
        }
    }

    private void Reject(FileRecords records, string reason)
    {
        rejected++;
        rejects.Add(path, records.Line, reason, records.RawText);
    }

    private void CheckEnd(StrictText text)
    {
        if (text.HasChanged)
        {
            throw LoadStoppedException.NotAvailableYet($"{path} changed while it was read: somebody still writes it.");
        }

        if (read < load.MinimumRows)
        {
            throw LoadStoppedException.NotAvailableYet($"{path} has {read} data lines; MinimumRows is {load.MinimumRows}.");
        }

        if (load is { Records.Trailer: { } expected, CheckTrailer: true } && FileTrailer.Problem(trailer, expected, read, others) is { } problem)
        {
            throw LoadStoppedException.Permanent($"{path}{problem} {FileTrailer.ToLoadAnyway}");
        }
    }

    private static string Short(string line) => line.Length <= 100 ? line : line[..100] + "…";
}
