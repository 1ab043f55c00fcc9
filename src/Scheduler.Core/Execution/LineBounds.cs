using RoutineScheduler.Journal;

namespace RoutineScheduler.Execution;

/// <summary>What one holder of lines keeps in memory until they are stored: each of a line's four texts may have 32 K characters.</summary>
internal static class LineBounds
{
    public const int Lines = 10_000;

    /// <summary>Twice as many bytes.</summary>
    public const int Characters = 16 * 1024 * 1024;

    public static int CharactersOf(LogEntry line) =>
        line.Template.Length + line.Message.Length + (line.Properties?.Length ?? 0) + (line.Exception?.Length ?? 0);
}
