using System.Globalization;
using System.Text;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.Sqlite.Nodes;

/// <summary>
/// A node's file beside the database, locked by the operating system as long as its process lives. That it can be locked by another proves that
/// the process is gone; that it is not there proves nothing.
/// </summary>
internal sealed class NodeLockFile : IDisposable
{
    private readonly FileStream stream;

    private NodeLockFile(FileStream stream) => this.stream = stream;

    /// <summary>Whether its owner took leave, and may still be executing what it could not stop: then nothing is proven.</summary>
    public bool WasLeft => stream.Length > 0;

    /// <summary>Null where a living process has it, or <paramref name="create"/> is false and there is none.</summary>
    public static NodeLockFile? TryLock(string database, NodeId node, bool create) => TryLock(PathOf(database, node), create);

    private static NodeLockFile? TryLock(string path, bool create)
    {
        try
        {
            return new NodeLockFile(Open(path, create ? FileMode.OpenOrCreate : FileMode.Open));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Locked, which is what was asked; or another user's, which proves nothing either.
            return null;
        }
    }

    /// <summary>
    /// Whether a file that is locked is refused to the next. Where .NET was told to lock none (DOTNET_SYSTEM_IO_DISABLEFILELOCKING), or the
    /// file system cannot, everyone gets every file, and every living node would look gone.
    /// </summary>
    public static bool LocksHold(string database)
    {
        var path = PathOf(database, new NodeId($"probe-{Guid.NewGuid():N}"));
        try
        {
            using var first = Open(path, FileMode.CreateNew);
            using var second = TryLock(path, create: false);
            return second is null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Who can make no file beside the database can prove nothing by one.
            return false;
        }
        finally
        {
            Remove(path);
        }
    }

    /// <summary>Of a node whose process cannot lock it: what a former life left behind must not speak for this one.</summary>
    public static void Remove(string database, NodeId node) => Remove(PathOf(database, node));

    private static FileStream Open(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);

    public static string PathOf(string database, NodeId node) => $"{database}.node-{Escaped(node.Value)}.lock";

    /// <summary>The file begins a new life, whatever its last owner wrote.</summary>
    public void Clear()
    {
        stream.SetLength(0);
        stream.Flush();
    }

    /// <summary>Marks it before it is taken away: who gets hold of it in between may conclude nothing from it.</summary>
    public void Leave()
    {
        stream.Write("left"u8);
        stream.Dispose();
        Remove(stream.Name);
    }

    public void Dispose() => stream.Dispose();

    /// <summary>Takes away the files of processes that are gone and of whose nodes nothing is running any more.</summary>
    public static void RemoveStale(string database, IEnumerable<string> nodesThatRun)
    {
        var needed = nodesThatRun.Select(node => PathOf(database, new NodeId(node))).ToHashSet();
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(database)!, $"{Path.GetFileName(database)}.node-*.lock"))
        {
            if (!needed.Contains(path) && TryLock(path, create: false) is { } stale)
            {
                stale.Leave();
            }
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // On Windows a file that another is just looking at cannot be deleted. It is marked, and the next start finds it.
        }
    }

    private static string Escaped(string node)
    {
        var name = new StringBuilder();
        foreach (var letter in Encoding.UTF8.GetBytes(node))
        {
            var isPlain = char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'-' or (byte)'.';
            name.Append(isPlain ? ((char)letter).ToString() : string.Create(CultureInfo.InvariantCulture, $"_{letter:x2}"));
        }

        return name.ToString();
    }
}
