using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Load;

/// <summary>
/// The lines that were not loaded, of all files of the attempt, in one file that opens in a spreadsheet. Made with the first of them.
/// </summary>
internal sealed class Rejects(IRunContext run, int most) : IDisposable
{
    private const int MostQuoted = 3;

    private readonly string path = Path.Combine(run.ArtifactFolder, $"rejects-{run.Run.Value}-{run.Attempt}.csv");
    private readonly List<string> first = [];
    private FileStream? file;
    private StreamWriter? text;
    private CsvWriter? writer;
    private bool isClosed;
    private IReadOnlyList<Artifact> artifacts = [];

    public long Count { get; private set; }

    /// <summary>How many more may come before the load fails.</summary>
    public long Left => most - Count;

    /// <exception cref="LoadStoppedException">It is one too many.</exception>
    public void Add(string source, long line, string reason, string raw)
    {
        if (writer is null)
        {
            file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            writer = CsvWriter.Create(text, new CsvWriterOptions { Separator = ';' }, leaveOpen: true);
            writer.WriteRecord("file", "line", "reason", "text");
        }

        writer.WriteRecord(NoFormula(Path.GetFileName(source)), $"{line}", reason, NoFormula(raw));
        Count++;
        if (first.Count < MostQuoted)
        {
            first.Add($"{Path.GetFileName(source)}, line {line}: {reason}");
        }

        if (Count > most)
        {
            throw LoadStoppedException.Permanent(
                $"More lines are rejected than MaxRejects allows ({most}), so nothing was loaded. " +
                $"{string.Join("; ", first)}{(Count > first.Count ? "; …" : "")}. " +
                $"The rejected lines so far are in {path}.");
        }
    }

    /// <summary>Records whose lines alone are known any more; their texts are read from the file again, in one pass.</summary>
    /// <exception cref="LoadStoppedException">It is one too many.</exception>
    public void AddByLine(LoadFile load, StagedFile source, IReadOnlyList<(long Line, string Reason)> refused, IRunContext run)
    {
        if (refused.Count == 0)
        {
            return;
        }

        run.Report($"reading {Path.GetFileName(source.File.Path)} again for the text of {refused.Count:N0} rejected lines");
        var texts = RawRecords.Read(load, source, refused.Select(record => record.Line));
        foreach (var (line, reason) in refused)
        {
            Add(source.File.Path, line, reason, texts.GetValueOrDefault(line, ""));
        }
    }

    /// <summary>Closes the file, on the disk when this returns. Empty where no line was rejected; asked again, it answers the same.</summary>
    /// <exception cref="IOException">It could not be written to its end; asked again, there is none.</exception>
    public async Task<IReadOnlyList<Artifact>> CloseAsync()
    {
        if (file is not null && !isClosed)
        {
            isClosed = true;
            writer!.Flush();
            await text!.FlushAsync();
            file.Flush(flushToDisk: true);
            Dispose();
            await using var written = File.OpenRead(path);
            var sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(written));
            artifacts = [new Artifact("rejects", path, written.Length, sum, Count)];
        }

        return artifacts;
    }

    /// <summary>
    /// A spreadsheet computes a cell that begins with one of these, and foreign files fill it. An apostrophe makes it text; a text that begins
    /// with one gets another, so that the line is that without its first apostrophe.
    /// </summary>
    private static string NoFormula(string cell) => cell.Length > 0 && "=+-@\t\r'".Contains(cell[0], StringComparison.Ordinal) ? "'" + cell : cell;

    /// <summary>The file alone: the writers have no more to say, or nowhere to say it.</summary>
    public void Dispose() => file?.Dispose();
}
