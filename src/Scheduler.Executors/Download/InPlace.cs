namespace RoutineScheduler.Executors.Download;

/// <summary>Puts finished files where people look for them.</summary>
internal static class InPlace
{
    /// <returns>Whether anything changed: a file that is there already, byte for byte, is left untouched, its time stamps too.</returns>
    public static async Task<bool> PutAsync(string finished, FileFacts facts, string target, CancellationToken cancel)
    {
        if (await FileFacts.ReadAsync(target, cancel) is { } there && there.IsSameAs(facts))
        {
            return false;
        }

        cancel.ThrowIfCancellationRequested();
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(finished, target, overwrite: true);
        return true;
    }
}
