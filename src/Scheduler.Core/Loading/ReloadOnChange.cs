namespace RoutineScheduler.Loading;

/// <summary>What happens to a loaded date whose definitions now give another plan.</summary>
public enum ReloadOnChange
{
    /// <summary>At start and on every accepted change: slots later than now are added, moved, superseded.</summary>
    Future = 0,

    /// <summary>The load is marked stale, and a warning says so.</summary>
    Ask = 1,

    Off = 2,
}
