namespace RoutineScheduler.Executors.Tests;

/// <summary>An empty folder of the test's own, gone when it is disposed.</summary>
internal sealed class AFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("routine-scheduler-").FullName;

    /// <summary>Every file below, hidden ones too, as paths with '/' relative to the folder, in order.</summary>
    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public string At(params string[] below) => System.IO.Path.Combine([Path, .. below]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
