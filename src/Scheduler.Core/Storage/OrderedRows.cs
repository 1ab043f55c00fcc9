using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage;

/// <summary>The row of a run that is made by hand.</summary>
internal static class OrderedRows
{
    /// <param name="of">The run that is rerun: order date and root are its; null for an order.</param>
    /// <param name="number">Of its kind within routine and order date, from 1.</param>
    public static RunRow Of(RunToOrder order, RunId id, RunTrigger trigger, RunRow? of, int number, Actor actor, Instant now)
    {
        var dueAt = order.DueAt ?? now;
        return new RunRow(
            id, of?.Root ?? id, of?.Routine ?? order.Terms.Routine, order.Terms.Version, of?.OrderDate ?? order.OrderDate,
            of?.BaseDate ?? order.BaseDate, trigger, number, PlannedAt: dueAt, order.Terms.Executor, order.Terms.MaxConcurrent, order.Terms.Overlap,
            FirstFacts.Of(order.Terms, dueAt, order.Bounds), Attempts: 0, UnmetEdges: 0, Node: null, StartedAt: null, LapsesAt: null, EndedAt: null,
            CreatedAt: now, Progress: null, order.Key, StorableText.Of(actor));
    }
}
