using NodaTime;

namespace RoutineScheduler.Calendars;

/// <summary>All that a calendar is, written out as dates: what a host hands in, what a file holds, what is stored beside a plan.</summary>
public sealed record CalendarDates
{
    /// <summary>As rules name it: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    public IReadOnlyList<IsoDayOfWeek> Weekend { get; init; } = [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    /// <summary>Known from the 1st of January of this year; before it the calendar is an error.</summary>
    public required int FromYear { get; init; }

    /// <summary>The last year that has been published; later years follow from rules and are marked projected.</summary>
    public required int ConfirmedThrough { get; init; }

    /// <summary>Known to the 31st of December of this year; after it the calendar is an error.</summary>
    public required int ProjectedThrough { get; init; }

    /// <summary>In this order where two fall on one date.</summary>
    public IReadOnlyList<HolidayDates> Holidays { get; init; } = [];

    public IReadOnlyList<HalfDayDates> HalfDays { get; init; } = [];
}
