using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>
/// Where to look for the runs of a state, so that the history is not read for them: each text is a FROM with the beginning of its WHERE.
/// The index is named, since SQLite takes it by itself only where its statistics know of it.
/// </summary>
internal static class RunsOfState
{
    public const string Pending = "FROM run INDEXED BY run_expiry WHERE expires_at IS NOT NULL AND state = 0";
    public const string Held = "FROM run INDEXED BY run_aside WHERE state IN (1, 2) AND state = 1";
    public const string Recovering = "FROM run INDEXED BY run_aside WHERE state IN (1, 2) AND state = 2";
    public const string Running = "FROM run INDEXED BY run_running WHERE state = 3";
    private const string Failed = "FROM run INDEXED BY run_bad WHERE state IN (5, 6) AND state = 5";
    private const string Missed = "FROM run INDEXED BY run_bad WHERE state IN (5, 6) AND state = 6";

    /// <summary>Null where no index holds them alone: they are most of the history.</summary>
    public static string? Of(RunState state) => state switch
    {
        RunState.Pending => Pending,
        RunState.Held => Held,
        RunState.Recovering => Recovering,
        RunState.Running => Running,
        RunState.Failed => Failed,
        RunState.Missed => Missed,
        _ => null,
    };
}
