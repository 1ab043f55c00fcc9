using Microsoft.Extensions.Logging;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Load;

/// <summary>What is left to do with files once their rows are committed: nothing of it fails the run, which would load them again.</summary>
/// <param name="folder">Null where files stay.</param>
/// <param name="notNoted">Why no later attempt would know of the rows; null where one would.</param>
internal sealed class FileMoves(LoadedFiles? folder, FencingToken token, ILogger log, string? notNoted)
{
    private readonly List<string> notes = notNoted is null
        ? []
        : [$"Files stay where they are, since it could not be noted that they are loaded: {notNoted}"];

    /// <param name="before">Committed by earlier attempts of the run, which may have moved them.</param>
    public FileLoadResult ResultOf(IReadOnlyList<CommittedFile> before, IReadOnlyList<CommittedFile> loaded)
    {
        if (before.Count > 0)
        {
            notes.Add($"An earlier attempt of this run loaded {before.Count} of the files; nothing of that was loaded again.");
        }

        var files = before.Select(file => Listed(file, IsInPlace(file) ? Move(file) : folder?.Find(file)))
            .Concat(loaded.Select(file => Listed(file, Move(file)))).ToList();
        return FileLoadResult.Of(files, notes);
    }

    private static bool IsInPlace(CommittedFile file) => FileStamp.Of(file.Path) == file.Stamp;

    private static LoadedFile Listed(CommittedFile file, string? movedTo) => new(file.Path, file.Date, file.Counts, movedTo);

    private string? Move(CommittedFile file)
    {
        try
        {
            return folder?.Move(file, token, log);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            log.NotMoved(trouble, file.Path, folder!.MoveTo);
            notes.Add($"{file.Path} is loaded but could not be moved to {folder.MoveTo}: {trouble.Message}");
            return null;
        }
    }
}
