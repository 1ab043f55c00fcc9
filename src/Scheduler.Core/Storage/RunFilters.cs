namespace RoutineScheduler.Storage;

/// <summary>What a filter means, said once: the stores that ask in SQL are held against it.</summary>
internal static class RunFilters
{
    /// <summary>Order, After and Limit aside.</summary>
    public static bool Matches(this RunFilter filter, RunRow run) =>
        (filter.States.Count == 0 || filter.States.Contains(run.Facts.State))
        && (filter.Routines.Count == 0 || filter.Routines.Contains(run.Routine))
        && !(run.OrderDate < filter.From)
        && !(run.OrderDate > filter.To)
        && !(run.Facts.DueAt <= filter.DueAfter)
        && (filter.EndedAfter is not { } after || run.EndedAt > after)
        && (filter.OrderKey is not { } key || run.OrderKey == key);

    public static IComparer<RunRow> Comparer(RunOrder order) => order switch
    {
        RunOrder.NewestFirst => Comparer<RunRow>.Create((a, b) => b.Id.Value.CompareTo(a.Id.Value)),
        RunOrder.ByDue => Comparer<RunRow>.Create((a, b) => DueKey(a).CompareTo(DueKey(b))),
        RunOrder.LastEndedFirst => Comparer<RunRow>.Create((a, b) => EndKey(b).CompareTo(EndKey(a))),
        _ => Comparer<RunRow>.Create((a, b) => a.Id.Value.CompareTo(b.Id.Value)),
    };

    private static (NodaTime.Instant, int, long) DueKey(RunRow run) => (run.Facts.DueAt, run.Facts.Priority, run.Id.Value);

    private static (NodaTime.Instant, long) EndKey(RunRow run) => (run.EndedAt ?? NodaTime.Instant.MinValue, run.Id.Value);
}
