namespace RoutineScheduler.Executors.Download;

/// <summary>Where the file goes.</summary>
internal static class TargetPath
{
    /// <summary>The whole path.</summary>
    /// <exception cref="DownloadEndsException">A relative path leaves the folder, or names no file.</exception>
    public static string Decide(string artifactFolder, string to)
    {
        if (to.Contains('\0') || string.IsNullOrWhiteSpace(Path.GetFileName(to)) || Path.GetFileName(to) is "." or "..")
        {
            throw DownloadEndsException.Permanent($"To is '{to}', which names no file; write it as prices.csv or as a whole path.");
        }

        var folder = Path.GetFullPath(artifactFolder);
        var whole = Path.GetFullPath(to, folder);
        if (!Path.IsPathFullyQualified(to) && !IsBelow(folder, whole))
        {
            throw DownloadEndsException.Permanent(
                $"To is '{to}', which leaves the run's artifact folder {folder}; " +
                "a relative path stays in it, and any other place is given as a whole path.");
        }

        return Directory.Exists(whole)
            ? throw DownloadEndsException.Permanent($"To is '{to}', but {whole} is a folder; name a file in it.")
            : whole;
    }

    public static bool IsBelow(string folder, string path) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
