namespace RoutineScheduler.Routines;

/// <summary>What the claimer does with a due run while MaxConcurrent others of its routine are running.</summary>
public enum OverlapPolicy
{
    /// <summary>It waits.</summary>
    Queue = 0,

    /// <summary>It ends as Skipped(Overlap).</summary>
    Skip = 1,
}

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

public enum RoutineType
{
    /// <summary>Cron, with any number of slots per order date.</summary>
    Daily = 0,

    /// <summary>At most one base date per calendar month, chosen by the day group; cron gives the time only.</summary>
    Monthly = 1,

    /// <summary>Only ordered: by a person, the API or the host's code.</summary>
    Eventual = 2,

    /// <summary>Every so often from … until, by elapsed time.</summary>
    Cyclic = 3,
}
