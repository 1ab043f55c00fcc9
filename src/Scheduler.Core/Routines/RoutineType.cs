namespace RoutineScheduler.Routines;

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
