namespace RoutineScheduler.Routines;

/// <summary>What the members of an edge must have come to.</summary>
public enum EdgeRequirement
{
    /// <summary>Every member is Succeeded, Accepted or Skipped.</summary>
    Success = 0,

    /// <summary>Every member is in any end state but Superseded.</summary>
    End = 1,

    /// <summary>A member is Failed.</summary>
    Failure = 2,
}
