namespace RoutineScheduler.Execution;

/// <summary>
/// Parameters that name calendars: an unknown one is then told when the host starts, and a host's own sources are asked for it. Implement it
/// explicitly, so that it does not become one of the parameters.
/// </summary>
public interface INamesCalendars
{
    IEnumerable<string> Calendars { get; }
}
