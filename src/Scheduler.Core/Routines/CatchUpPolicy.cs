namespace RoutineScheduler.Routines;

/// <summary>Which of a routine's late runs are kept after an absence.</summary>
public enum CatchUpPolicy
{
    /// <summary>Each date's file matters: all of them, oldest first.</summary>
    All = 0,

    /// <summary>The latest; the others become Missed(CaughtUpBy).</summary>
    Last = 1,

    /// <summary>Missed(HostAway).</summary>
    None = 2,
}
