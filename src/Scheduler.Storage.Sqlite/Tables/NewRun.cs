using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>Inserts runs. One with edges is not claimable until they were evaluated.</summary>
internal static class NewRun
{
    private const string Insert = """
        INSERT INTO run (root, routine, version, calendars_as_of, order_date, base_date, trigger, slot, planned_at, executor, max_concurrent,
                         overlap, catch_up,
                         state, priority, due_at, start_until, retry_until, poll_until, expires_at, bypass, edges, unmet, claimable,
                         window_until, start_within_until, keep_until, planned_retry_until, planned_poll_until, late_by,
                         created_at, created_by, order_key)
        VALUES ($root, $routine, $version, $calendarsAsOf, $orderDate, $baseDate, $trigger, $slot, $plannedAt, $executor, $maxConcurrent,
                $overlap, $catchUp,
                0, $priority, $dueAt, $startUntil, $retryUntil, $pollUntil, $expiresAt, $bypass, $edges, $edges, $claimable,
                $windowUntil, $startWithinUntil, $keepUntil, $plannedRetryUntil, $plannedPollUntil, $lateBy,
                $now, $createdBy, $orderKey)
        """;

    public static RunId AddPlanned(WriteTransaction transaction, LoadStep step, long calendarsAsOf)
    {
        var (planned, facts) = (step.Planned!, step.After!);
        return Add(
            transaction, planned.Edges,
            null, planned.Terms.Routine.Value, planned.Terms.Version, calendarsAsOf, Stored.Of(planned.OrderDate), Stored.Of(planned.BaseDate),
            (long)RunTrigger.Planned,
            (long)planned.Slot, Stored.Of(planned.PlannedAt), planned.Terms.Executor, (long?)planned.Terms.MaxConcurrent, (long)planned.Terms.Overlap,
            (long)planned.Terms.CatchUp, (long)facts.Priority, Stored.Of(facts.DueAt), Stored.Of(facts.StartUntil), Stored.Of(facts.RetryUntil),
            Stored.Of(facts.PollUntil), Stored.Of(facts.ExpiresAt), (long)Bypass.None, (long)planned.Edges.Count, planned.Edges.Count == 0 ? 1L : 0L,
            Stored.Of(planned.Bounds.WindowUntil), Stored.Of(planned.Bounds.StartWithinUntil), Stored.Of(planned.Bounds.KeepUntil),
            Stored.Of(planned.Bounds.RetryUntil), Stored.Of(planned.Bounds.PollUntil), Stored.Of(step.LateBy), transaction.NowTicks, null, null);
    }

    /// <param name="row">Its id is not read: the store gives it.</param>
    /// <param name="root">Null: itself.</param>
    public static RunId AddOrdered(WriteTransaction transaction, RunRow row, RunId? root, RunToOrder order)
    {
        var isClaimable = ClaimChoices.IsClaimable(row.Facts, order.Edges.Count, order.Bypass);
        return Add(
            transaction, order.Edges,
            root?.Value, row.Routine.Value, row.Version, order.CalendarsAsOf, Stored.Of(row.OrderDate), Stored.Of(row.BaseDate), (long)row.Trigger,
            (long)row.Slot, Stored.Of(row.PlannedAt), row.Executor, (long?)row.MaxConcurrent, (long)row.Overlap,
            (long)order.Terms.CatchUp, (long)row.Facts.Priority, Stored.Of(row.Facts.DueAt), Stored.Of(row.Facts.StartUntil),
            Stored.Of(row.Facts.RetryUntil),
            Stored.Of(row.Facts.PollUntil), Stored.Of(row.Facts.ExpiresAt), (long)order.Bypass, (long)order.Edges.Count, isClaimable ? 1L : 0L,
            Stored.Of(order.Bounds.WindowUntil), Stored.Of(order.Bounds.StartWithinUntil), Stored.Of(order.Bounds.KeepUntil),
            Stored.Of(order.Bounds.RetryUntil), Stored.Of(order.Bounds.PollUntil), null, transaction.NowTicks, row.CreatedBy?.Name, row.OrderKey);
    }

    private static RunId Add(WriteTransaction transaction, IReadOnlyList<PlannedEdge> edges, params ReadOnlySpan<object?> values)
    {
        transaction.WakesSleepers = true;
        transaction.Statement(Insert).Execute(values);
        var run = new RunId(SQLitePCL.raw.sqlite3_last_insert_rowid(transaction.Connection.Handle));
        EdgeTable.Add(transaction, run, edges);
        return run;
    }

    // What a reload pins anew; the facts are saved beside the history.
    private const string Pin = """
        UPDATE run
           SET version = $version, base_date = $baseDate, slot = $slot, planned_at = $plannedAt, executor = $executor,
               max_concurrent = $maxConcurrent, overlap = $overlap, catch_up = $catchUp, edges = $edges, unmet = $edges, claimable = 0,
               window_until = $windowUntil, start_within_until = $startWithinUntil, keep_until = $keepUntil, planned_retry_until = $plannedRetryUntil,
               planned_poll_until = $plannedPollUntil, late_by = $lateBy
         WHERE id = $run
        """;

    /// <summary>To the slot, version, bounds and edges of the plan. Its edges are open until they were evaluated.</summary>
    public static StoredRun Repin(WriteTransaction transaction, StoredRun run, LoadStep step)
    {
        var planned = step.Planned!;
        transaction.Statement(Pin).Execute(
            planned.Terms.Version, Stored.Of(planned.BaseDate), (long)planned.Slot, Stored.Of(planned.PlannedAt), planned.Terms.Executor,
            (long?)planned.Terms.MaxConcurrent, (long)planned.Terms.Overlap, (long)planned.Terms.CatchUp, (long)planned.Edges.Count,
            Stored.Of(planned.Bounds.WindowUntil), Stored.Of(planned.Bounds.StartWithinUntil), Stored.Of(planned.Bounds.KeepUntil),
            Stored.Of(planned.Bounds.RetryUntil), Stored.Of(planned.Bounds.PollUntil), Stored.Of(step.LateBy), run.Id.Value);
        EdgeTable.Remove(transaction, run.Id);
        EdgeTable.Add(transaction, run.Id, planned.Edges);
        return run with { Bypass = step.Run!.Bypass, Unmet = planned.Edges.Count, HasEdges = planned.Edges.Count > 0 };
    }
}
