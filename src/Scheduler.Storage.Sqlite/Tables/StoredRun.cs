using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>What the steps read of a run's row beside its facts.</summary>
internal sealed record StoredRun(RunId Id, RunId Root, RoutineKey Routine, LocalDate OrderDate, RunFacts Facts)
{
    public const string Columns = RunFactsColumns.Names + """
        , run.id, coalesce(run.root, run.id), routine, order_date, bypass, edges, unmet, attempts, node, started_at, lapses_at,
          executor, max_concurrent, claimable
        """;

    public const int Count = RunFactsColumns.Count + 14;

    public required Bypass Bypass { get; init; }

    public required bool HasEdges { get; init; }

    public required int Unmet { get; init; }

    /// <summary>How often it was claimed: the number of the running attempt.</summary>
    public required int Attempts { get; init; }

    /// <summary>Null unless it is Running.</summary>
    public required string? Node { get; init; }

    public required Instant? StartedAt { get; init; }

    public required Instant? LapsesAt { get; init; }

    public required string Executor { get; init; }

    public required int? MaxConcurrent { get; init; }

    public RunningRun Running => new(Id, Root, Facts, Bypass, Unmet, Attempts, Node, StartedAt);

    public required bool IsClaimable { get; init; }

    public static StoredRun Read(Row row)
    {
        const int Next = RunFactsColumns.Count;
        return new StoredRun(
            new RunId(row.NumberAt(Next)), new RunId(row.NumberAt(Next + 1)), row.TextAt(Next + 2), row.DateAt(Next + 3), RunFactsColumns.Read(row))
        {
            Bypass = (Bypass)row.IntAt(Next + 4),
            HasEdges = row.IntAt(Next + 5) > 0,
            Unmet = row.IntAt(Next + 6),
            Attempts = row.IntAt(Next + 7),
            Node = row.TextOrNullAt(Next + 8),
            StartedAt = row.InstantOrNullAt(Next + 9),
            LapsesAt = row.InstantOrNullAt(Next + 10),
            Executor = row.TextAt(Next + 11),
            MaxConcurrent = row.IntOrNullAt(Next + 12),
            IsClaimable = row.IntAt(Next + 13) == 1,
        };
    }

    /// <summary>The bounds in their parts, as planned or ordered.</summary>
    public const string BoundsColumns = "window_until, start_within_until, keep_until, planned_retry_until, planned_poll_until";

    public static RunBounds ReadBounds(Row row, int column) => new(
        row.InstantOrNullAt(column), row.InstantOrNullAt(column + 1), row.InstantAt(column + 2), row.InstantAt(column + 3),
        row.InstantAt(column + 4));
}
