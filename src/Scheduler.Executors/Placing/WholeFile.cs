using Microsoft.Extensions.Logging;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Placing;

/// <summary>
/// Brings finished files to their places. Whenever the process dies, a name there has what it had before or the whole new file: between file
/// systems the system's own move would write under the name itself, so that the copy is made beside it, and renamed.
/// </summary>
internal static class WholeFile
{
    /// <summary>A file that is there already is replaced. The source may stay, for its caller to clear away.</summary>
    /// <exception cref="IOException">It could not; also UnauthorizedAccessException. What was there before still is.</exception>
    public static void Replace(string source, string target, FencingToken token, ILogger log, CancellationToken cancel)
    {
        if (Path.GetDirectoryName(source) == Path.GetDirectoryName(target))
        {
            File.Move(source, target, overwrite: true);   // one folder is one file system
            return;
        }

        if (!File.Exists(target) && IsRenamed(source, target))
        {
            return;
        }

        using var beside = Beside(target, token, log);
        if (!IsRenamed(source, beside.File))
        {
            Copy(source, beside.File, cancel);
        }

        File.Move(beside.File, target, overwrite: true);
    }

    /// <summary>The source is gone from its place once it is whole at the target, and not before.</summary>
    /// <exception cref="IOException">It could not, as where a file is there already; also UnauthorizedAccessException. The source stays.</exception>
    public static void Move(string source, string target, FencingToken token, ILogger log)
    {
        if (IsRenamed(source, target))
        {
            return;
        }

        using (var beside = Beside(target, token, log))
        {
            Copy(source, beside.File, CancellationToken.None);
            File.Move(beside.File, target, overwrite: false);
        }

        DeleteMoved(source, target);
    }

    private static void DeleteMoved(string source, string target)
    {
        try
        {
            File.Delete(source);
        }
        catch
        {
            File.Delete(target);   // it was not moved then, and lies in one place only
            throw;
        }
    }

    private static Leftovers Beside(string target, FencingToken token, ILogger log)
    {
        var beside = new Leftovers(target, token, log);
        beside.DeleteThoseOfTheDead();
        return beside;
    }

    /// <summary>Whoever asks whether two paths are on one file system learns it from a rename only. <c>Directory.Move</c> never copies.</summary>
    private static bool IsRenamed(string source, string target)
    {
        try
        {
            Directory.Move(source, target);
            return true;
        }
        catch (IOException)
        {
            return false;   // a trouble other than two file systems comes again with the copy, and is told there
        }
    }

    /// <summary>With its time, by which it is known again, and on the disk before it gets its name.</summary>
    private static void Copy(string source, string part, CancellationToken cancel)
    {
        const int AtOnce = 1 << 20;
        using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        var before = (from.Length, File.GetLastWriteTimeUtc(from.SafeFileHandle));
        using var to = new FileStream(part, Like(from));
        var buffer = new byte[AtOnce];
        for (var read = from.Read(buffer); read > 0; read = from.Read(buffer))
        {
            cancel.ThrowIfCancellationRequested();
            to.Write(buffer, 0, read);
        }

        if ((from.Length, File.GetLastWriteTimeUtc(from.SafeFileHandle)) != before)
        {
            throw new IOException($"{source} was written while it was copied.");
        }

        File.SetLastWriteTimeUtc(to.SafeFileHandle, before.Item2);
        to.Flush(flushToDisk: true);
    }

    private static FileStreamOptions Like(FileStream source)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File.GetUnixFileMode(source.SafeFileHandle);
        }

        return options;
    }
}
