using Microsoft.Data.Sqlite;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>A run as the questions show it.</summary>
internal static class RunRowColumns
{
    public const string Names = RunFactsColumns.Names + """
        , id, coalesce(root, id), routine, version, order_date, base_date, trigger, slot, planned_at, executor, max_concurrent, overlap,
        attempts, unmet, node, started_at, lapses_at, ended_at, created_at, progress, order_key, created_by
        """;

    public static RunRow Read(SqliteDataReader row)
    {
        const int Next = RunFactsColumns.Count;
        return new RunRow(
            new RunId(row.GetInt64(Next)), new RunId(row.GetInt64(Next + 1)), row.GetString(Next + 2), row.GetInt64(Next + 3), row.DateAt(Next + 4),
            row.DateAt(Next + 5), (RunTrigger)row.GetInt32(Next + 6), row.GetInt32(Next + 7), row.InstantAt(Next + 8), row.GetString(Next + 9),
            (int?)row.NumberOrNullAt(Next + 10), (OverlapPolicy)row.GetInt32(Next + 11), RunFactsColumns.Read(row), row.GetInt32(Next + 12),
            row.GetInt32(Next + 13), row.TextOrNullAt(Next + 14), row.InstantOrNullAt(Next + 15), row.InstantOrNullAt(Next + 16),
            row.InstantOrNullAt(Next + 17), row.InstantAt(Next + 18), row.TextOrNullAt(Next + 19), row.TextOrNullAt(Next + 20),
            row.TextOrNullAt(Next + 21) is { } actor ? new Actor(actor) : null);
    }
}
