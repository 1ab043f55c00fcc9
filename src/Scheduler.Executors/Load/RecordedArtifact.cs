using System.Security.Cryptography;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Executors.Load;

/// <summary>Whether a predecessor's file still is what its run recorded: what anybody wrote over it is not loaded in its place.</summary>
internal static class RecordedArtifact
{
    private const int HexDigits = SHA256.HashSizeInBytes * 2;

    /// <exception cref="LoadStoppedException">It is gone, or another one.</exception>
    public static async Task CheckAsync(Artifact artifact, RoutineKey routine, Missing onMissing, CancellationToken cancel)
    {
        var file = new FileInfo(artifact.Path);
        var which = $"The artifact '{artifact.Name}' of {routine}, {artifact.Path},";
        if (!file.Exists)
        {
            throw LoadStoppedException.By(onMissing, $"{which} is gone; {artifact.Size} bytes were recorded.");
        }

        if (file.Length != artifact.Size)
        {
            throw LoadStoppedException.Permanent($"{which} has {file.Length} bytes; {artifact.Size} bytes were recorded. {Advice(routine)}");
        }

        if (artifact.Sha256.Length == HexDigits && await Sha256OfAsync(artifact.Path, cancel) is var found && !IsSame(found, artifact.Sha256))
        {
            throw LoadStoppedException.Permanent(
                $"{which} has another content than was recorded (SHA-256 {found}, not {artifact.Sha256}). {Advice(routine)}");
        }
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static async Task<string> Sha256OfAsync(string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
    }

    private static string Advice(RoutineKey routine) =>
        $"It was written over since, as another run of {routine} for that date does: an order, or the next run of a cyclic routine. Nothing was " +
        $"loaded. Rerun the run of {routine} that this one waits for, then this one.";
}
