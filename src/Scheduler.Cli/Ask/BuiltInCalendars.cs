using RoutineScheduler.Calendars;

namespace RoutineScheduler.Cli.Ask;

/// <summary>Made once: thousands of questions ask it. Immutable.</summary>
internal static class BuiltInCalendars
{
    public static CalendarSet All { get; } = CalendarSet.Brazilian;
}
