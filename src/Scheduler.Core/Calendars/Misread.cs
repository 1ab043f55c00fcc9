namespace RoutineScheduler.Calendars;

/// <summary>The places of a text that could not be read: what is said of all else must not come of them, nor be kept back because of them.</summary>
internal sealed class Misread(IEnumerable<string> problems)
{
    private readonly IReadOnlyList<string> paths = [.. problems.Select(PathOf)];

    public static string PathOf(string problem) => problem[..problem.IndexOf(':', StringComparison.Ordinal)];

    /// <param name="on">What a problem at the path follows from beside the path itself.</param>
    public bool Causes(string path, params IEnumerable<string> on) =>
        paths.Any(wrong => wrong == "$" || IsWithin(path, wrong) || on.Any(one => IsWithin(wrong, one)));

    private static bool IsWithin(string path, string other) =>
        path.StartsWith(other, StringComparison.Ordinal) && (path.Length == other.Length || path[other.Length] is '.' or '[');
}
