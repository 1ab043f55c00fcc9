using System.IO.Compression;

namespace RoutineScheduler.Executors.Download;

/// <summary>What a zip's directory says of one entry.</summary>
/// <param name="Mode">The upper half of the external attributes: a Unix file mode, 0 where the zip was made elsewhere.</param>
internal sealed record ZipEntryFacts(string Name, int Mode, bool IsEncrypted)
{
    private const int KindOfFile = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Directory = 0x4000;
    private const int SymbolicLink = 0xA000;

    public bool IsFolder => Name.EndsWith('/') || Name.EndsWith('\\');

    public string Path => EntryPath.Normal(Name);

    public static ZipEntryFacts Of(ZipArchiveEntry entry) => new(entry.FullName, (entry.ExternalAttributes >> 16) & 0xFFFF, entry.IsEncrypted);

    /// <returns>What is wrong; null where nothing is.</returns>
    public string? Problem() => (Mode & KindOfFile) switch
    {
        SymbolicLink => "is a symbolic link",
        0 or RegularFile or Directory => IsEncrypted ? "is encrypted" : EntryPath.Problem(Name),
        _ => "is neither file nor folder",
    };
}

/// <summary>Whether a zip may be unpacked, judged by its names before anything is written.</summary>
internal static class ZipPlan
{
    private const int Named = 5;

    /// <returns>All that is wrong, in words; empty where nothing is.</returns>
    public static IReadOnlyList<string> Problems(IReadOnlyList<ZipEntryFacts> entries, CancellationToken cancel)
    {
        var judged = entries.Select(entry => (Entry: entry, Problem: entry.Problem())).ToLookup(one => one.Problem is null);

        // Names that are refused already are not compared: there is no bound to how many folders such a one has.
        var all = judged[false].Select(one => $"'{Printable(one.Entry.Name)}' {one.Problem}")
            .Concat(Collisions([.. judged[true].Select(one => one.Entry)], cancel)).ToList();
        return all.Count <= Named ? all : [.. all.Take(Named), $"and {all.Count - Named} more"];
    }

    /// <summary>Names that are one on a file system that ignores case, and files that are folders of others.</summary>
    private static IEnumerable<string> Collisions(IReadOnlyList<ZipEntryFacts> entries, CancellationToken cancel)
    {
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in entries.Where(entry => !entry.IsFolder))
        {
            if (!files.TryAdd(file.Path, file.Name))
            {
                yield return $"'{Printable(file.Name)}' is there twice (case aside: '{Printable(files[file.Path])}')";
            }
        }

        foreach (var entry in entries)
        {
            cancel.ThrowIfCancellationRequested();
            if (Folders(entry).FirstOrDefault(files.ContainsKey) is { } folder)
            {
                yield return $"'{Printable(folder)}' is both a file and a folder";
            }
        }
    }

    private static IEnumerable<string> Folders(ZipEntryFacts entry)
    {
        if (entry.IsFolder)
        {
            yield return entry.Path;
        }

        for (var cut = entry.Path.LastIndexOf('/'); cut > 0; cut = entry.Path.LastIndexOf('/', cut - 1))
        {
            yield return entry.Path[..cut];
        }
    }

    private static string Printable(string name) => string.Concat(name.Where(letter => !char.IsControl(letter)).Take(100));
}
