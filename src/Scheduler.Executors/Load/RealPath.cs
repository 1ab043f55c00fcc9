namespace RoutineScheduler.Executors.Load;

/// <summary>Where a path leads once each link in it is followed: two that differ may be one folder.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;   // as Linux follows

    /// <exception cref="IOException">Its links lead round and round.</exception>
    public static string Of(string path) => Of(path, MostLinks);

    private static string Of(string path, int links)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            return full;
        }

        var here = Path.Combine(Of(parent, links), Path.GetFileName(full));
        return new DirectoryInfo(here).LinkTarget switch
        {
            null => here,   // also where nothing is yet
            _ when links == 0 => throw new IOException($"The links of {path} lead round and round."),
            var target => Of(Path.Combine(Path.GetDirectoryName(here)!, target), links - 1),
        };
    }
}
