namespace RoutineScheduler.Routines;

/// <summary>What an edge does where its predecessor has no run on that date.</summary>
public enum IfNotPlanned
{
    /// <summary>It counts as met; the decision says so.</summary>
    Ignore = 0,

    /// <summary>It waits for the first run of that routine and date that is made, by hand too.</summary>
    Wait = 1,
}
