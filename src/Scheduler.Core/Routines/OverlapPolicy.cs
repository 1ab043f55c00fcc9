namespace RoutineScheduler.Routines;

/// <summary>What the claimer does with a due run while MaxConcurrent others of its routine are running.</summary>
public enum OverlapPolicy
{
    /// <summary>It waits.</summary>
    Queue = 0,

    /// <summary>It ends as Skipped(Overlap).</summary>
    Skip = 1,
}
