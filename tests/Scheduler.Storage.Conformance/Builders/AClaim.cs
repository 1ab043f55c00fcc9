using NodaTime;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.Conformance.Builders;

internal static class AClaim
{
    public static readonly Duration LeaseFor = Duration.FromSeconds(30);

    /// <param name="executors">None: the one that <see cref="APlannedRun"/> names.</param>
    public static ClaimRequest By(NodeId node, int places = 100, params IReadOnlyList<string> executors) =>
        new(node, executors.Count == 0 ? [APlannedRun.Executor] : executors, places, LeaseFor);
}
