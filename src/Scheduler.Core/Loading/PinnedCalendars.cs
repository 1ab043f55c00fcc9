using RoutineScheduler.Calendars;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Loading;

/// <summary>What dates are worked out with, as it was stored at some time.</summary>
/// <param name="AsOf">See <see cref="StoredCalendars.CalendarsAsOf"/>.</param>
/// <param name="Settings">They name the calendar of a routine that names none.</param>
internal sealed record PinnedCalendars(long AsOf, CalendarSet Calendars, PlannerSettings Settings)
{
    /// <summary>Stored, but not to be read by this release, and so not among <see cref="Calendars"/>.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>False where this release cannot read the stored ones: then <see cref="Settings"/> are the process's own.</summary>
    public bool SettingsAreStored { get; init; } = true;

    public bool AreWhole => Unreadable.Count == 0 && SettingsAreStored;
}
