using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.Conformance.Builders;

internal static class ABeat
{
    public static NodeBeat Of(NodeId node, int places = 16) => new(node, "host-1", ProcessId: 4711, Version: "1.0.0", places, [APlannedRun.Executor]);
}
