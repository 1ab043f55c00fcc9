using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>A run's facts as they stand in its row.</summary>
internal static class RunFactsColumns
{
    /// <summary>First in every select list that reads them.</summary>
    public const string Names =
        "state, held_from, flags, tries, lost, priority, due_at, start_until, retry_until, poll_until, token, cause";

    public const int Count = 12;

    private const int HoldRequested = 1;
    private const int CancelRequested = 2;
    private const int NotInPlan = 4;
    private const int IsPolling = 8;

    /// <summary>The flags that a claim leaves; what was requested of the attempt before is over.</summary>
    public const int KeptByClaim = NotInPlan | IsPolling;

    public static RunFacts Read(Row row)
    {
        var flags = row.IntAt(2);
        return new RunFacts
        {
            State = (RunState)row.IntAt(0),
            HeldFrom = (RunState)row.IntAt(1),
            HoldRequested = (flags & HoldRequested) != 0,
            CancelRequested = (flags & CancelRequested) != 0,
            NotInPlan = (flags & NotInPlan) != 0,
            IsPolling = (flags & IsPolling) != 0,
            Tries = row.IntAt(3),
            Lost = row.IntAt(4),
            Priority = row.IntAt(5),
            DueAt = row.InstantAt(6),
            StartUntil = row.InstantAt(7),
            RetryUntil = row.InstantAt(8),
            PollUntil = row.InstantAt(9),
            Token = row.NumberOrNullAt(10) is { } token ? new FencingToken(token) : null,
            Cause = row.TextOrNullAt(11) is { } cause ? EndCause.Parse(cause) : null,
        };
    }

    public static bool IsHoldRequested(long flags) => (flags & HoldRequested) != 0;

    public static bool IsCancelRequested(long flags) => (flags & CancelRequested) != 0;

    public static long Flags(RunFacts run) =>
        (run.HoldRequested ? HoldRequested : 0) | (run.CancelRequested ? CancelRequested : 0)
        | (run.NotInPlan ? NotInPlan : 0) | (run.IsPolling ? IsPolling : 0);
}
