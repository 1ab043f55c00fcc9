namespace RoutineScheduler.Executors.Download;

/// <summary>The result of <c>download-file</c>.</summary>
/// <param name="Path">The whole path.</param>
/// <param name="Rows">Lines of text; of a zip that was unzipped, those of its text files together. Null where there is no text.</param>
public sealed record DownloadedFile(string Path, long? Rows = null)
{
    /// <summary>In bytes.</summary>
    public long Size { get; init; }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Everything was there already, byte for byte, and was left untouched.</summary>
    public bool Unchanged { get; init; }

    /// <summary>Null where nothing was unzipped.</summary>
    public UnzippedFiles? Unzipped { get; init; }
}

/// <summary>What came out of a zip.</summary>
/// <param name="Files">
/// Paths below <paramref name="Folder"/>, with '/'. Only the first ones where they would burst the result; the artifacts name all.
/// </param>
public sealed record UnzippedFiles(string Folder, int Count, IReadOnlyList<string> Files)
{
    // A result holds 64 KiB; a character takes up to six bytes as JSON.
    private const int MaxCharacters = 8_000;

    internal static UnzippedFiles Of(string folder, IReadOnlyList<string> files)
    {
        var characters = 0;
        return new UnzippedFiles(folder, files.Count, [.. files.TakeWhile(file => (characters += file.Length + 3) <= MaxCharacters)]);
    }
}
