using System.Collections.Concurrent;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>Routines by pinned version. A version never changes, so it is read once.</summary>
internal sealed class PinnedRoutines(IRoutineStore store)
{
    private readonly ConcurrentDictionary<long, Routine> known = new();

    /// <exception cref="InvalidOperationException">This release cannot read the version; a newer one, which wrote it, may.</exception>
    public async ValueTask<Routine> FindAsync(long version, CancellationToken cancel)
    {
        if (known.TryGetValue(version, out var routine))
        {
            return routine;
        }

        var found = await store.ReadVersionsAsync([version], cancel);
        if (found.Count == 0)
        {
            throw new InvalidOperationException($"Version {version} of a routine is pinned by a run but not in the store.");
        }

        try
        {
            return known.GetOrAdd(version, RoutineJson.Read(found[0].Definition.Json));
        }
        catch (FormatException wrong)
        {
            throw new InvalidOperationException(
                $"Version {version} of {found[0].Definition.Key} cannot be read by this release of the scheduler: {wrong.Message}", wrong);
        }
    }
}
