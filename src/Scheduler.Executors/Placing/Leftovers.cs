using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Placing;

/// <summary>
/// What an attempt writes before it is sure: a hidden file and folder beside the target, so that putting them in place is a rename. While it
/// lives it holds a lock beside them; a lock that nobody holds is that of a dead one, and what lies beside it is cleared away.
/// </summary>
internal sealed class Leftovers : IDisposable
{
    private const string Ending = ".part";
    private const string FolderEnding = ".unzip.part";
    private const string LockEnding = ".lock";
    private static readonly string[] Endings = [FolderEnding, Ending, LockEnding];   // the longest first: one ends with another

    private readonly string before;
    private readonly string own;
    private readonly ILogger log;
    private readonly HeldLock held;

    /// <param name="target">The whole path of the file that is to be.</param>
    public Leftovers(string target, FencingToken token, ILogger log)
    {
        this.log = log;
        var folder = Path.GetDirectoryName(target)!;
        before = Before(target);
        own = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{before}{token.Value}"));
        (File, Folder) = (own + Ending, own + FolderEnding);
        Directory.CreateDirectory(folder);
        held = HeldLock.TakeInTurn(own + LockEnding);
    }

    public string File { get; }

    /// <summary>Not there until someone makes it.</summary>
    public string Folder { get; }

    /// <summary>Whether any attempt at the target, this one or a later, takes the path for one of its own or for one below it.</summary>
    public static bool Claim(string target, string path)
    {
        var beside = Path.TrimEndingDirectorySeparator(Path.GetDirectoryName(target)!) + Path.DirectorySeparatorChar;
        if (!path.StartsWith(beside, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var (name, before) = (path[beside.Length..].Split(Path.DirectorySeparatorChar)[0], Before(target));
        return name.StartsWith(before, StringComparison.OrdinalIgnoreCase)
            && TokenOf(name[before.Length..], StringComparison.OrdinalIgnoreCase) is not null;
    }

    public void DeleteThoseOfTheDead()
    {
        foreach (var attempt in AttemptsOf(Path.GetDirectoryName(own)!, before).Where(attempt => attempt != own))
        {
            DeleteIfDead(attempt);
        }
    }

    public void Dispose()
    {
        Delete(File);
        Delete(Folder);
        held.Dispose();   // last: what lies there without a held lock is anyone's to delete
    }

    private static string Before(string target) => $".{Short(Path.GetFileName(target))}.";

    /// <summary>
    /// The name itself, or its beginning and check sum where ours would grow too long for a file system's 255 bytes.
    /// </summary>
    private static string Short(string name)
    {
        const int LeavesRoomForTokenAndEndings = 200;
        if (Encoding.UTF8.GetByteCount(name) <= LeavesRoomForTokenAndEndings)
        {
            return name;
        }

        return $"{name[..40]}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16]}";
    }

    /// <summary>Whole paths without their endings, each once.</summary>
    private static IReadOnlyList<string> AttemptsOf(string folder, string before)
    {
        var all = new EnumerationOptions { AttributesToSkip = FileAttributes.None };
        return
        [
            .. Directory.EnumerateFileSystemEntries(folder, "*", all)
                .Select(path => Path.GetFileName(path))
                .Where(name => name.StartsWith(before, StringComparison.Ordinal))
                .Select(name => TokenOf(name[before.Length..], StringComparison.Ordinal)).OfType<string>().Distinct()
                .Select(token => Path.Combine(folder, before + token)),
        ];
    }

    /// <summary>Null where the rest of the name is none that we write.</summary>
    private static string? TokenOf(string rest, StringComparison comparison)
    {
        var ending = Endings.FirstOrDefault(ending => rest.EndsWith(ending, comparison));
        var token = ending is null ? "" : rest[..^ending.Length];
        return long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? token : null;
    }

    private void DeleteIfDead(string attempt)
    {
        try
        {
            // Held by us while we delete, so that nobody takes the name meanwhile.
            using var dead = HeldLock.Take(attempt + LockEnding);
            foreach (var path in new[] { attempt + Ending, attempt + FolderEnding }.Where(Path.Exists))
            {
                Delete(path);
                log.DeletedLeftover(path);
            }
        }
        catch (IOException)
        {
            log.LeftAlone(attempt + Ending);   // its attempt lives and holds the lock
        }
        catch (UnauthorizedAccessException trouble)
        {
            log.NotDeleted(trouble, attempt + LockEnding);
        }
    }

    private void Delete(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                System.IO.File.Delete(path);
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            log.NotDeleted(trouble, path);   // the attempt's outcome is known by now and matters more
        }
    }
}
