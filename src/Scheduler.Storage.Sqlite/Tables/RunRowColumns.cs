using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>A run as the questions show it.</summary>
internal static class RunRowColumns
{
    public const string Names = RunFactsColumns.Names + """
        , id, coalesce(root, id), routine, version, order_date, base_date, trigger, slot, planned_at, executor, max_concurrent, overlap,
        attempts, unmet, node, started_at, lapses_at, ended_at, created_at, progress, order_key, created_by
        """;

    public static RunRow Read(Row row)
    {
        const int Next = RunFactsColumns.Count;
        return new RunRow(
            new RunId(row.NumberAt(Next)), new RunId(row.NumberAt(Next + 1)), row.TextAt(Next + 2), row.NumberAt(Next + 3), row.DateAt(Next + 4),
            row.DateAt(Next + 5), (RunTrigger)row.IntAt(Next + 6), row.IntAt(Next + 7), row.InstantAt(Next + 8), row.TextAt(Next + 9),
            row.IntOrNullAt(Next + 10), (OverlapPolicy)row.IntAt(Next + 11), RunFactsColumns.Read(row), row.IntAt(Next + 12),
            row.IntAt(Next + 13), row.TextOrNullAt(Next + 14), row.InstantOrNullAt(Next + 15), row.InstantOrNullAt(Next + 16),
            row.InstantOrNullAt(Next + 17), row.InstantAt(Next + 18), row.TextOrNullAt(Next + 19), row.TextOrNullAt(Next + 20),
            row.TextOrNullAt(Next + 21) is { } actor ? new Actor(actor) : null);
    }
}
