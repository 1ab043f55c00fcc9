using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Calendars;

/// <summary>A calendar was asked about a date outside its years; a plan says Undecided(CalendarEnds) instead.</summary>
public sealed class CalendarEndsException : Exception
{
    internal CalendarEndsException(string calendar, LocalDate date, int fromYear, int throughYear, string? asked = null)
        : base($"The calendar \"{calendar}\" is known from {fromYear} through {throughYear}, and "
            + (asked ?? $"{LocalDatePattern.Iso.Format(date)} lies outside."))
    {
        Calendar = calendar;
        Date = date;
        FromYear = fromYear;
        ThroughYear = throughYear;
    }

    public string Calendar { get; }

    /// <summary>The date that was asked about; where business days were counted, the date at which counting began.</summary>
    public LocalDate Date { get; }

    public int FromYear { get; }

    public int ThroughYear { get; }
}
