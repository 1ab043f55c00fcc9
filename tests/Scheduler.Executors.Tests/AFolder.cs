using Xunit;

namespace RoutineScheduler.Executors.Tests;

/// <summary>An empty folder of the test's own, gone when it is disposed.</summary>
internal sealed class AFolder : IDisposable
{
    public AFolder()
        : this(Directory.CreateTempSubdirectory("routine-scheduler-").FullName)
    {
    }

    private AFolder(string path) => Path = Directory.CreateDirectory(path).FullName;

    public string Path { get; }

    /// <summary>Where no rename leads to from <paramref name="one"/>; the test is skipped where the machine has no such place.</summary>
    public static AFolder OnAnotherFileSystemThan(AFolder one)
    {
        const string Memory = "/dev/shm";
        Assert.SkipUnless(Directory.Exists(Memory), $"needs two file systems; there is no {Memory}.");
        var path = System.IO.Path.Combine(Memory, $"routine-scheduler-{Guid.NewGuid():N}");
        Directory.CreateDirectory(one.At("probe"));
        Assert.SkipWhen(IsRenamed(one.At("probe"), path), $"needs two file systems; {Memory} is on that of {one.Path}.");
        Directory.Delete(one.At("probe"));
        return new AFolder(path);
    }

    /// <summary>Every file below, hidden ones too, as paths with '/' relative to the folder, in order.</summary>
    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public string At(params string[] below) => System.IO.Path.Combine([Path, .. below]);

    private static bool IsRenamed(string folder, string to)
    {
        try
        {
            Directory.Move(folder, to);
            Directory.Delete(to);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
