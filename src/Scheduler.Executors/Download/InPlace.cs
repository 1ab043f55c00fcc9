using Microsoft.Extensions.Logging;
using RoutineScheduler.Executors.Placing;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>Puts finished files where people look for them.</summary>
internal sealed class InPlace(FencingToken token, ILogger log)
{
    /// <returns>Whether anything changed: a file that is there already, byte for byte, is left untouched, its time stamps too.</returns>
    public async Task<bool> PutAsync(string finished, FileFacts facts, string target, CancellationToken cancel)
    {
        if (await FileFacts.ReadAsync(target, cancel) is { } there && there.IsSameAs(facts))
        {
            return false;
        }

        cancel.ThrowIfCancellationRequested();
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        WholeFile.Replace(finished, target, token, log, cancel);
        return true;
    }
}
