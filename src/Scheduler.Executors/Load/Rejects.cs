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
    private StreamWriter? file;
    private CsvWriter? writer;

    public long Count { get; private set; }

    /// <summary>How many more may come before the load fails.</summary>
    public long Left => most - Count;

    /// <exception cref="LoadStoppedException">It is one too many.</exception>
    public void Add(string source, long line, string reason, string raw)
    {
        if (writer is null)
        {
            file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            writer = CsvWriter.Create(file, new CsvWriterOptions { Separator = ';' }, leaveOpen: true);
            writer.WriteRecord("file", "line", "reason", "text");
        }

        writer.WriteRecord(Path.GetFileName(source), $"{line}", reason, raw);
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

    /// <summary>Closes the file. Empty where no line was rejected.</summary>
    public async Task<IReadOnlyList<Artifact>> CloseAsync()
    {
        if (writer is null)
        {
            return [];
        }

        Dispose();
        await using var written = File.OpenRead(path);
        var sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(written));
        return [new Artifact("rejects", path, written.Length, sum, Count)];
    }

    public void Dispose()
    {
        writer?.Dispose();
        file?.Dispose();
    }
}
