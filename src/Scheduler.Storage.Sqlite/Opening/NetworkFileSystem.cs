using System.Buffers;
using System.Text.RegularExpressions;

namespace RoutineScheduler.Storage.Sqlite.Opening;

/// <summary>Recognises the places of a file that another machine may write to as well. What it does not recognise counts as local.</summary>
internal static partial class NetworkFileSystem
{
    private const string MountInfo = "/proc/self/mountinfo";

    private static readonly SearchValues<string> Kinds = SearchValues.Create(
        ["nfs", "cifs", "smb", "9p", "afs", "ceph", "gluster", "lustre", "ncpfs", "beegfs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone"],
        StringComparison.Ordinal);

    /// <summary>The kind's name; null where the place is local, or nothing is known.</summary>
    public static string? Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return OfWindows(path);
        }

        return File.Exists(MountInfo) ? OfMount(path, File.ReadLines(MountInfo)) : null;
    }

    /// <param name="mounts">The lines of /proc/self/mountinfo.</param>
    public static string? OfMount(string path, IEnumerable<string> mounts)
    {
        // The last of several mounts at one point is the one that is seen.
        var kind = mounts
            .Select(line => MountLine().Match(line))
            .Where(line => line.Success && LiesBelow(path, Unescaped(line.Groups["point"].Value)))
            .OrderBy(line => line.Groups["point"].Length)
            .LastOrDefault()?.Groups["kind"].Value;
        return kind is not null && kind.AsSpan().IndexOfAny(Kinds) == 0 ? kind : null;
    }

    public static string? OfWindows(string path)
    {
        if (path.StartsWith(@"\\", StringComparison.Ordinal))
        {
            return path.StartsWith(@"\\?\", StringComparison.Ordinal) && !path.StartsWith(@"\\?\UNC\", StringComparison.OrdinalIgnoreCase)
                ? null
                : "UNC";
        }

        return OperatingSystem.IsWindows() && Path.GetPathRoot(path) is { Length: > 0 } root && new DriveInfo(root).DriveType == DriveType.Network
            ? "network drive"
            : null;
    }

    private static bool LiesBelow(string path, string point) =>
        point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);

    private static string Unescaped(string point) =>
        Octal().Replace(point, code => ((char)Convert.ToInt32(code.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"^\S+ \S+ \S+ \S+ (?<point>\S+) .*? - (?<kind>\S+) ")]
    private static partial Regex MountLine();

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
