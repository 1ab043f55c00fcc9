using System.Globalization;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>
/// What an attempt writes before it is sure: a hidden file and folder beside the target, so that putting them in place is a rename. They
/// carry the attempt's token, so that a later attempt knows them for those of a dead one, whose tokens are smaller.
/// </summary>
internal sealed class Leftovers : IDisposable
{
    private const string Ending = ".part";

    private readonly ILogger log;

    /// <param name="target">The whole path of the file that is to be.</param>
    public Leftovers(string target, FencingToken token, ILogger log)
    {
        this.log = log;
        var folder = Path.GetDirectoryName(target)!;
        var before = $".{Path.GetFileName(target)}.";
        Directory.CreateDirectory(folder);
        DeleteOlder(folder, before, token.Value);
        File = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{before}{token.Value}{Ending}"));
        Folder = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{before}{token.Value}.unzip{Ending}"));
    }

    public string File { get; }

    /// <summary>Not there until someone makes it.</summary>
    public string Folder { get; }

    public void Dispose()
    {
        Delete(File);
        Delete(Folder);
    }

    private void DeleteOlder(string folder, string before, long token)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
        {
            var name = Path.GetFileName(path);
            if (name.StartsWith(before, StringComparison.Ordinal) && TokenOf(name[before.Length..]) < token)
            {
                Delete(path);
                log.DeletedLeftover(path);
            }
        }
    }

    /// <summary>Null where the rest of the name is none that we write.</summary>
    private static long? TokenOf(string rest)
    {
        var number = rest.Replace(".unzip", "", StringComparison.Ordinal);
        return number.EndsWith(Ending, StringComparison.Ordinal)
            && long.TryParse(number.AsSpan(0, number.Length - Ending.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var token)
                ? token
                : null;
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
