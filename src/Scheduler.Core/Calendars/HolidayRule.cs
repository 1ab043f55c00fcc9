using NodaTime;

namespace RoutineScheduler.Calendars;

/// <summary>On which date of each year a holiday falls.</summary>
/// <param name="NotIn">Years in which it holds but was not kept.</param>
internal sealed record HolidayRule(Holiday Holiday, Func<int, LocalDate> On, params IReadOnlyList<int> NotIn)
{
    public static Func<int, LocalDate> Each(int month, int day) => year => new LocalDate(year, month, day);

    public static Func<int, LocalDate> FromEaster(int days) => year => Easter.Of(year).PlusDays(days);

    public HolidayDates Between(int fromYear, int throughYear) => new(Holiday, DatesBetween(fromYear, throughYear));

    private List<LocalDate> DatesBetween(int fromYear, int throughYear)
    {
        var first = Math.Max(fromYear, Holiday.FromYear ?? fromYear);
        var last = Math.Min(throughYear, Holiday.ToYear ?? throughYear);
        return [.. from year in Enumerable.Range(first, Math.Max(0, last - first + 1)) where !NotIn.Contains(year) select On(year)];
    }
}
