using System.Security.Cryptography;

namespace RoutineScheduler.Executors.Placing;

/// <summary>A file that one at a time has open, and that is gone when it is let go; the system lets go of it when its process dies.</summary>
internal sealed class HeldLock : IDisposable
{
    private readonly string path;
    private readonly FileStream file;

    private HeldLock(string path, FileStream file) => (this.path, this.file) = (path, file);

    /// <exception cref="IOException">Another has it, or cannot be told not to; also UnauthorizedAccessException.</exception>
    public static HeldLock Take(string path)
    {
        // Where the system can, it deletes with the handle. Elsewhere the name is deleted, and only by who knows that it is its own.
        var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, options);
        try
        {
            return OperatingSystem.IsWindows() || IsStillAt(path, file)
                ? new HeldLock(path, file)
                : throw new IOException($"The lock {path} was deleted by who had it before.");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Another's may be in the way for a moment: who looks whether the holder of a name is dead holds its lock meanwhile, and deletes it.
    /// </summary>
    /// <exception cref="IOException">Another has it, and for longer than such a look; also UnauthorizedAccessException.</exception>
    public static HeldLock TakeInTurn(string path)
    {
        const int MostLooks = 50;
        var betweenLooks = TimeSpan.FromMilliseconds(5);
        for (var looks = 1; looks < MostLooks; looks++)
        {
            try
            {
                return Take(path);
            }
            catch (IOException trouble) when (trouble is not DirectoryNotFoundException)
            {
                Thread.Sleep(betweenLooks);
            }
        }

        return Take(path);
    }

    /// <summary>Before it is let go, so that nobody takes a lock whose name is about to go.</summary>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        file.Dispose();
    }

    /// <summary>
    /// Between opening and locking the name may have been deleted and made anew: what is locked then is nobody's. Told by a time that nothing else
    /// has, since reading what is locked is refused.
    /// </summary>
    private static bool IsStillAt(string path, FileStream file)
    {
        var mark = DateTime.UnixEpoch.AddSeconds(RandomNumberGenerator.GetInt32(int.MaxValue));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, mark);
        return File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(file.SafeFileHandle);
    }
}
