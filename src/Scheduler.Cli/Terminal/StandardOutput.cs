using System.Runtime.InteropServices;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>Whether somebody still reads: the runtime drops what is written into a broken pipe without a word.</summary>
internal static class StandardOutput
{
    private const int Number = 1;
    private const short Broken = 0x8;   // POLLERR, on Linux as on macOS

    /// <summary>Such as 'head' after its ten lines. False where it cannot be told.</summary>
    public static bool IsGone()
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        var output = new PollFd { Descriptor = Number };
        return Poll(ref output, 1, timeout: 0) > 0 && (output.Happened & Broken) != 0;
    }

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollFd descriptors, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }
}
