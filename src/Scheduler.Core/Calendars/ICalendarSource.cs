namespace RoutineScheduler.Calendars;

/// <summary>Where a host keeps calendars of its own: a database, a service.</summary>
public interface ICalendarSource
{
    /// <summary>
    /// Asked once for each calendar that a rule, a routine, an edge, a template or parameters name and that is not otherwise known.
    /// Null: there is none of this name here.
    /// </summary>
    Task<BusinessCalendar?> FindAsync(string name, CancellationToken cancel);
}
