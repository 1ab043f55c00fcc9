using System.Reflection;
using Xunit;

namespace RoutineScheduler.Executors.Tests;

/// <summary>Lists made by other projects, which are not part of this repository: where they are missing, what needs them is skipped.</summary>
internal static class OracleData
{
    private const string Setting = "SCHEDULER_TEST_DATA";

    private static readonly string? Folder = Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } named ? named : BesideTheRepository();

    /// <summary>The file's full path; skips the calling test where there are no oracle files.</summary>
    public static string File(params string[] path)
    {
        if (Folder is null || !Directory.Exists(Folder))
        {
            Assert.Skip($"needs the oracle files; set {Setting}");
        }

        var file = Path.Combine([Folder, .. path]);
        Assert.True(System.IO.File.Exists(file), $"{Folder} has no {string.Join('/', path)}");
        return file;
    }

    private static string? BesideTheRepository()
    {
        var start = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location);
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var beside = Path.Combine(folder, "..", "shared", "data");
            if (Directory.Exists(beside))
            {
                return Path.GetFullPath(beside);
            }
        }

        return null;
    }
}
