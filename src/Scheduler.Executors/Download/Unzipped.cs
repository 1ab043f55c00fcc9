using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>What was unzipped and lies in place.</summary>
/// <param name="Changed">How many of the files were not there already, byte for byte.</param>
internal sealed record Unzipped(string Folder, IReadOnlyList<ReadEntry> Entries, int Changed)
{
    /// <summary>Null where none of the files is text.</summary>
    public long? Rows => Entries.Any(entry => entry.Facts.Rows is not null) ? Entries.Sum(entry => entry.Facts.Rows ?? 0) : null;

    public UnzippedFiles Listed() => UnzippedFiles.Of(Folder, [.. Entries.Select(entry => entry.Path)]);

    /// <summary>Named <c>folder/path</c>: never like the zip itself, whose name has no '/'.</summary>
    public IEnumerable<Artifact> Artifacts() => Entries.Select(entry => new Artifact(
        $"{Path.GetFileName(Folder)}/{entry.Path}", Path.GetFullPath(entry.Path, Folder), entry.Facts.Size, entry.Facts.Sha256, entry.Facts.Rows));
}
