namespace RoutineScheduler.Queue;

/// <summary>Where a run stands. The numbers are what the stores write: none is changed or used again.</summary>
public enum RunState
{
    /// <summary>Not started.</summary>
    Pending = 0,

    /// <summary>Kept back by a person; <see cref="RunFacts.HeldFrom"/> says what Release restores.</summary>
    Held = 1,

    /// <summary>Between two attempts.</summary>
    Recovering = 2,

    /// <summary>Under a lease.</summary>
    Running = 3,

    Succeeded = 4,
    Failed = 5,

    /// <summary>Expired without an attempt.</summary>
    Missed = 6,

    Cancelled = 7,
    Skipped = 8,

    /// <summary>Set OK by a person after it had ended badly.</summary>
    Accepted = 9,

    /// <summary>No longer in the plan when its date was loaded again. The one end state that a reload may revive.</summary>
    Superseded = 10,
}

public static class RunStates
{
    /// <summary>Whether a run in this state is out of the execution queue.</summary>
    public static bool HasEnded(this RunState state) => state >= RunState.Succeeded;

    /// <summary>Whether a predecessor in this state meets an edge that requires Success.</summary>
    public static bool IsGood(this RunState state) => state is RunState.Succeeded or RunState.Accepted or RunState.Skipped;
}
