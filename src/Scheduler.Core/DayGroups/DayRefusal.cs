using NodaTime;

namespace RoutineScheduler.DayGroups;

/// <summary>Why a rule does not include a date.</summary>
public abstract record DayRefusal
{
    private DayRefusal()
    {
    }

    /// <summary>The rule names business days of this calendar, and the date would be one if it were no holiday.</summary>
    /// <param name="Name">Portuguese; two on one date are joined by "; ".</param>
    public sealed record Holiday(string Calendar, string Name) : DayRefusal;

    public sealed record NotInDayGroup : DayRefusal;

    /// <summary>Undecided: a calendar does not know the date.</summary>
    /// <param name="Date">The date that was looked for: the asked one, or one that a shift needed.</param>
    public sealed record CalendarEnds(string Calendar, LocalDate Date, int FromYear, int ThroughYear) : DayRefusal;
}
