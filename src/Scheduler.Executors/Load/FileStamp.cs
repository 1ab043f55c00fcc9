using Microsoft.Win32.SafeHandles;

namespace RoutineScheduler.Executors.Load;

/// <summary>What tells whether a path still has the content that was read. Of the file itself where the path is a link.</summary>
internal readonly record struct FileStamp(long Size, DateTime WrittenAt)
{
    public static FileStamp Of(SafeFileHandle file) => new(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    /// <summary>Null where it is gone. Nothing is opened: at a pipe that would wait for whoever writes into it.</summary>
    public static FileStamp? Of(string path)
    {
        try
        {
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
            return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
