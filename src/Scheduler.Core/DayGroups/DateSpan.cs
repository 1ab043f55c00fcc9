using NodaTime;

namespace RoutineScheduler.DayGroups;

/// <summary>Dates from the first through the last, none where the last lies before it. No date outside the years 1 to 9999 is in one.</summary>
internal readonly record struct DateSpan(LocalDate First, LocalDate Last)
{
    private static readonly LocalDate Earliest = new(1, 1, 1);
    private static readonly LocalDate Latest = new(9999, 12, 31);

    public int Count => Math.Max(0, Period.DaysBetween(First, Last) + 1);

    public LocalDate this[int index] => First.PlusDays(index);

    public bool Contains(LocalDate date) => date >= First && date <= Last;

    public int IndexOf(LocalDate date) => Period.DaysBetween(First, date);

    public DateSpan And(DateSpan other) => new(LocalDate.Max(First, other.First), LocalDate.Min(Last, other.Last));

    public DateSpan MovedBy(int days) => new(Moved(First, days), Moved(Last, days));

    /// <summary>Stops at the first and at the last date that can be asked about.</summary>
    public static LocalDate Moved(LocalDate date, int days) =>
        days < 0
            ? Period.DaysBetween(Earliest, date) < -days ? Earliest : date.PlusDays(days)
            : Period.DaysBetween(date, Latest) < days ? Latest : date.PlusDays(days);

    public static bool CanContain(LocalDate date) => date >= Earliest && date <= Latest;
}
