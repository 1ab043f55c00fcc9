using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>The rows that a load writes.</summary>
internal static class PlannedRuns
{
    public static StoredRun Added(RunId id, PlannedRun planned, LoadStep step, long calendarsAsOf, Instant now)
    {
        var row = new RunRow(
            id, id, planned.Terms.Routine, planned.Terms.Version, planned.OrderDate, planned.BaseDate, RunTrigger.Planned, planned.Slot,
            planned.PlannedAt, planned.Terms.Executor, planned.Terms.MaxConcurrent, planned.Terms.Overlap, step.After!, Attempts: 0, UnmetEdges: 0,
            Node: null, StartedAt: null, LapsesAt: null, EndedAt: null, CreatedAt: now, Progress: null, OrderKey: null, CreatedBy: null);
        return new StoredRun(row, planned.Bounds, step.LateBy, planned.Terms.CatchUp, Bypass.None, EdgesOf(planned))
        {
            CalendarsAsOf = calendarsAsOf,
        };
    }

    /// <summary>To another slot or version; its facts are written beside its history.</summary>
    public static StoredRun Pinned(StoredRun run, LoadStep step)
    {
        var planned = step.Planned!;
        var row = run.Row with
        {
            Version = planned.Terms.Version,
            BaseDate = planned.BaseDate,
            Slot = planned.Slot,
            PlannedAt = planned.PlannedAt,
            Executor = planned.Terms.Executor,
            MaxConcurrent = planned.Terms.MaxConcurrent,
            Overlap = planned.Terms.Overlap,
            UnmetEdges = 0,
        };
        return run with
        {
            Row = row, Bounds = planned.Bounds, LateBy = step.LateBy, CatchUp = planned.Terms.CatchUp, Bypass = step.Run!.Bypass,
            Edges = EdgesOf(planned),
        };
    }

    private static StoredEdge[] EdgesOf(PlannedRun planned) =>
        planned.Edges.Count == 0 ? [] : [.. planned.Edges.Select(edge => new StoredEdge(edge, []))];
}
