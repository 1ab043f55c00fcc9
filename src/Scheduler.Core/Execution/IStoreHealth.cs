namespace RoutineScheduler.Execution;

/// <summary>
/// Whether the store answers, shared by all loops of a process. Any of them may find it away; only the heartbeat, which always asks it,
/// says that it is back.
/// </summary>
internal interface IStoreHealth
{
    bool IsAway { get; }

    /// <summary>True for the first to notice.</summary>
    bool WentAway();

    /// <summary>True for the first to notice.</summary>
    bool Answers();
}
