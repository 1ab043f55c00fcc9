using System.Text.Json;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Load;

/// <summary>A file whose rows are in the table.</summary>
/// <param name="Date">As <see cref="LoadedFile.Date"/>.</param>
/// <param name="Stamp">Of what was read: another file may have come in its place since.</param>
internal sealed record CommittedFile(string Path, string? Date, FileStamp Stamp, FileLoadCounts Counts);

/// <summary>
/// What earlier attempts of the same run committed before they died: it counts as found, is not loaded again, and is moved where it was not.
/// Each attempt leaves a note of it beside the artifacts (<see cref="CommitNote"/>). No other run reads that note, nor one of another store whose
/// run had the same number: by that a run would have loaded what its table never got. Nor is a file ever looked for where loaded files go: what
/// lies there may be older than what the table has.
/// </summary>
/// <param name="Rejects">Of those attempts, whose ends nobody recorded: <c>rejects-1</c> is that of the first.</param>
internal sealed record CommittedFiles(IReadOnlyList<CommittedFile> Files, IReadOnlyList<Artifact> Rejects)
{
    public static readonly CommittedFiles None = new([], []);

    /// <exception cref="LoadStoppedException">A note cannot be read, and to load its files once more would double them.</exception>
    public static CommittedFiles ByEarlierAttemptsOf(LoadFile load, IRunContext run, AttemptMarks marks, ILogger log)
    {
        if (run.Attempt == 1)
        {
            CommitNote.DeleteAllOf(run);   // of a store that was deleted since, and whose run had this number
            return None;
        }

        CommitNote.DeleteDraftsOfEarlier(run);
        var notes = marks.Earlier.Select(mark => NoteBy(mark, load, run, log)).OfType<CommitNoteContent>().ToList();
        return new CommittedFiles([.. notes.SelectMany(note => note.Files)], [.. notes.SelectMany(note => note.Rejects)]);
    }

    private static CommitNoteContent? NoteBy(AttemptMark mark, LoadFile load, IRunContext run, ILogger log)
    {
        var path = CommitNote.PathOf(run, mark.Number);
        try
        {
            return CommitNote.Read(path) is { } note && note.By == mark ? note : null;
        }
        catch (JsonException trouble) when (load.InsertOnly)
        {
            throw LoadStoppedException.Permanent(
                $"The note {path} of what attempt {mark.Number} of this run loaded cannot be read ({trouble.Message}), " +
                $"and with InsertOnly its files would be loaded twice. " +
                $"Nothing was loaded now; look into '{load.Table}', move away what it has, and rerun.");
        }
        catch (JsonException trouble)
        {
            log.NoteUnreadable(trouble, path);   // loaded again, by its key, a file changes nothing
            return null;
        }
    }

    /// <summary>Whether it still is what was committed, at the same place.</summary>
    public bool Has(FoundFile file) => Files.Any(committed => committed.Path == file.Path && committed.Stamp == FileStamp.Of(file.Path));
}
