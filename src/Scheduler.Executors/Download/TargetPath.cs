using System.Text;

namespace RoutineScheduler.Executors.Download;

/// <summary>Where the file goes.</summary>
internal static class TargetPath
{
    private const int LongestName = 255;

    /// <summary>The whole path.</summary>
    /// <exception cref="DownloadEndsException">A relative path leaves the folder, or names no file.</exception>
    public static string Decide(string artifactFolder, string to)
    {
        var folder = Path.GetFullPath(artifactFolder);
        if (Problem(folder, to) is { } problem)
        {
            throw DownloadEndsException.Permanent(problem);
        }

        var whole = Path.GetFullPath(to, folder);
        if (!Path.IsPathFullyQualified(to) && LinkBetween(folder, Path.GetDirectoryName(whole)!) is { } link)
        {
            throw DownloadEndsException.Permanent(
                $"To is '{to}', and {link} is a link, which may lead anywhere; remove it, or give the whole path of where it leads.");
        }

        return Directory.Exists(whole)
            ? throw DownloadEndsException.Permanent($"To is '{to}', but {whole} is a folder; name a file in it.")
            : whole;
    }

    /// <summary>What can be told from the text alone.</summary>
    /// <returns>Null where nothing is wrong.</returns>
    public static string? Problem(string artifactFolder, string to)
    {
        if (to.Contains('\0') || string.IsNullOrWhiteSpace(Path.GetFileName(to)) || Path.GetFileName(to) is "." or "..")
        {
            return $"To is '{to}', which names no file; write it as prices.csv or as a whole path.";
        }

        if (Encoding.UTF8.GetByteCount(Path.GetFileName(to)) > LongestName)
        {
            return $"To names a file whose name is longer than the {LongestName} bytes that file systems take: '{Path.GetFileName(to)}'.";
        }

        return Path.IsPathFullyQualified(to) || IsBelow(artifactFolder, Path.GetFullPath(to, artifactFolder))
            ? null
            : $"To is '{to}', which leaves the run's artifact folder; " +
                "a relative path stays in it, and any other place is given as a whole path.";
    }

    /// <summary>The outermost link below <paramref name="folder"/> on the way to <paramref name="path"/>, which may be one itself.</summary>
    /// <returns>Null where there is none.</returns>
    public static string? LinkBetween(string folder, string path)
    {
        string? link = null;
        for (var at = path; IsBelow(folder, at); at = Path.GetDirectoryName(at)!)
        {
            link = IsLink(at) ? at : link;
        }

        return link;
    }

    public static bool IsLink(string path) => new DirectoryInfo(path).LinkTarget is not null;

    public static bool IsBelow(string folder, string path) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
