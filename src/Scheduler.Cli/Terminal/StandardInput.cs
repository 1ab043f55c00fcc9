namespace RoutineScheduler.Cli.Terminal;

/// <summary>
/// The process' standard input; empty where it was started without one. There the runtime has opened a pipe of its own under that number, to
/// whose end nobody ever comes.
/// </summary>
internal static class StandardInput
{
    private const string Descriptors = "/proc/self/fd";
    private const string Flags = "/proc/self/fdinfo";

    public static Stream Open() => OperatingSystem.IsLinux() && WritesToItself() ? Stream.Null : Console.OpenStandardInput();

    /// <summary>A pipe whose other end is this process' too: whatever it is, no input comes through it.</summary>
    private static bool WritesToItself()
    {
        var input = Target($"{Descriptors}/0");
        return input is null || (input.StartsWith("pipe:", StringComparison.Ordinal)
            && Directory.EnumerateFileSystemEntries(Descriptors).Any(other => Target(other) == input && IsForWriting(other)));
    }

    /// <summary>Null where there is none, or it was closed in between.</summary>
    private static string? Target(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The flags are octal; the last digit says for what it was opened, and 1 is for writing only.</summary>
    private static bool IsForWriting(string descriptor)
    {
        try
        {
            return File.ReadLines(Path.Combine(Flags, Path.GetFileName(descriptor)))
                .Any(line => line.StartsWith("flags:", StringComparison.Ordinal) && (line[^1] - '0') % 4 == 1);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
