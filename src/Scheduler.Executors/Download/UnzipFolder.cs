using RoutineScheduler.Executors.Placing;

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
        if (LeavesTargets(target, into ?? "") is { } leaves)
        {
            throw DownloadEndsException.Permanent(leaves);
        }

        return folder == target || File.Exists(folder)
            ? throw DownloadEndsException.Permanent($"Unzip.Into is '{into}', but {folder} is a file; name a folder.")
            : folder;
    }

    /// <returns>Null where it does not, or is given as a whole path.</returns>
    public static string? LeavesTargets(string target, string into)
    {
        var beside = Path.GetDirectoryName(target)!;
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(into, beside));
        return Path.IsPathFullyQualified(into) || folder == beside || TargetPath.IsBelow(beside, folder)
            ? null
            : $"Unzip.Into is '{into}', which leaves the target's folder; " +
                "a relative path stays in it, and any other place is given as a whole path.";
    }

    /// <exception cref="DownloadEndsException">
    /// A file of the zip would take the place of the zip itself or of what attempts write beside it, or go through a link out of the folder.
    /// </exception>
    public static void Check(string target, string folder, string? into, IReadOnlyList<ReadEntry> entries)
    {
        if (!Path.IsPathFullyQualified(into ?? "") && TargetPath.LinkBetween(Path.GetDirectoryName(target)!, folder) is { } leads)
        {
            throw DownloadEndsException.Permanent(
                $"The zip's files go to {folder}, and {leads} is a link, which may lead anywhere; " +
                "remove it, or set Unzip.Into to the whole path of where it leads.");
        }

        if (entries.SelectMany(entry => FoldersOf(entry.Path)).Distinct().FirstOrDefault(below => IsLink(folder, below)) is { } link)
        {
            throw DownloadEndsException.Permanent(
                $"The zip holds files below '{link}', and {Path.Combine(folder, link)} is a link, which may lead anywhere; " +
                "remove it, or set Unzip.Into to another place.");
        }

        var clash = entries.FirstOrDefault(entry => string.Equals(Path.GetFullPath(entry.Path, folder), target, StringComparison.OrdinalIgnoreCase));
        if (clash is not null)
        {
            throw DownloadEndsException.Permanent(
                $"The zip holds '{clash.Path}', which would overwrite the zip itself, {target}; set To or Unzip.Into to another place.");
        }

        var taken = entries.FirstOrDefault(entry => Leftovers.Claim(target, Path.GetFullPath(entry.Path, folder)));
        if (taken is not null)
        {
            throw DownloadEndsException.Permanent(
                $"The zip holds '{taken.Path}', which would lie among the files that downloads write beside {target} before they are whole; " +
                "set To or Unzip.Into to another place.");
        }
    }

    /// <summary>The folders of a path from the outermost on.</summary>
    private static IEnumerable<string> FoldersOf(string path)
    {
        for (var cut = path.IndexOf('/'); cut >= 0; cut = path.IndexOf('/', cut + 1))
        {
            yield return path[..cut];
        }
    }

    private static bool IsLink(string folder, string below) => TargetPath.IsLink(Path.Combine(folder, below));
}
