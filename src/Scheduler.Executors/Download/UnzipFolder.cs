namespace RoutineScheduler.Executors.Download;

/// <summary>Where a zip's files go.</summary>
internal static class UnzipFolder
{
    /// <summary>The whole path, without a separator at its end.</summary>
    /// <exception cref="DownloadEndsException">The path is a file, or a relative one leaves the target's folder.</exception>
    public static string Decide(string target, string? into)
    {
        var beside = Path.GetDirectoryName(target)!;
        var name = Path.GetFileNameWithoutExtension(target);
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(into ?? (name == Path.GetFileName(target) ? name + ".files" : name), beside));
        if (into is not null && !Path.IsPathFullyQualified(into) && folder != beside && !TargetPath.IsBelow(beside, folder))
        {
            throw DownloadEndsException.Permanent(
                $"Unzip.Into is '{into}', which leaves the target's folder {beside}; a relative path stays in it, and any other place is given as a whole path.");
        }

        return folder == target || File.Exists(folder)
            ? throw DownloadEndsException.Permanent($"Unzip.Into is '{into}', but {folder} is a file; name a folder.")
            : folder;
    }

    /// <exception cref="DownloadEndsException">A file of the zip would take the place of the zip itself.</exception>
    public static void Check(string target, string folder, IReadOnlyList<ReadEntry> entries)
    {
        var clash = entries.FirstOrDefault(entry => string.Equals(Path.GetFullPath(entry.Path, folder), target, StringComparison.OrdinalIgnoreCase));
        if (clash is not null)
        {
            throw DownloadEndsException.Permanent($"The zip holds '{clash.Path}', which would overwrite the zip itself, {target}; set To or Unzip.Into to another place.");
        }
    }
}
