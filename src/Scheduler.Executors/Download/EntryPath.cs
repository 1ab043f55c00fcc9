using System.Collections.Frozen;

namespace RoutineScheduler.Executors.Download;

/// <summary>Whether a zip entry's name is a path that stays in its folder, on every system: a zip made elsewhere must mean the same here.</summary>
internal static class EntryPath
{
    private static readonly FrozenSet<string> Devices = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "123456789¹²³".SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })]);

    /// <summary>With '/', whatever separator it came with; without the one at the end that marks a folder.</summary>
    public static string Normal(string name)
    {
        var path = name.Replace('\\', '/');
        return path.EndsWith('/') ? path[..^1] : path;
    }

    /// <returns>What is wrong; null where nothing is.</returns>
    public static string? Problem(string name)
    {
        var path = Normal(name);
        return path switch
        {
            "" => "has no name",
            { Length: > 1_000 } => "has a name of more than 1,000 characters",
            _ when path.StartsWith('/') => "is an absolute path",
            _ when path.Contains(':') => "has a drive or stream in its name (':')",
            _ when path.Any(char.IsControl) => "has a control character in its name",
            _ => path.Split('/').Select(SegmentProblem).FirstOrDefault(problem => problem is not null),
        };
    }

    private static string? SegmentProblem(string segment) => segment switch
    {
        "" => "has an empty folder name",
        "." or ".." => "climbs through '.' or '..'",
        _ when segment[^1] is '.' or ' ' => "has a name that ends in '.' or a blank",
        { Length: > 255 } => "has a name of more than 255 characters",
        _ when Devices.Contains(segment.Split('.')[0].TrimEnd()) => "has the name of a device",
        _ => null,
    };
}
