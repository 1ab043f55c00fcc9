using Microsoft.Win32.SafeHandles;

namespace RoutineScheduler.Executors.Load;

/// <summary>What tells whether a path still has the content that was read. Of the file itself where the path is a link.</summary>
internal readonly record struct FileStamp(long Size, DateTime WrittenAt)
{
    public static FileStamp Of(SafeFileHandle file) => new(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    /// <summary>Null where it is gone, or somebody has it to himself.</summary>
    public static FileStamp? Of(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return Of(file);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
