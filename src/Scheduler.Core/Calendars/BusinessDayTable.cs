namespace RoutineScheduler.Calendars;

/// <summary>Business days counted once, so that every question about them is one or two look-ups, however far it reaches.</summary>
internal sealed class BusinessDayTable
{
    private readonly IReadOnlyList<int> before;
    private readonly IReadOnlyList<int> days;

    private BusinessDayTable(IReadOnlyList<int> before, IReadOnlyList<int> days) => (this.before, this.days) = (before, days);

    public static BusinessDayTable Of(bool[] isBusinessDay)
    {
        var before = new int[isBusinessDay.Length + 1];
        var days = new List<int>(isBusinessDay.Length);
        for (var day = 0; day < isBusinessDay.Length; day++)
        {
            before[day] = days.Count;
            if (isBusinessDay[day])
            {
                days.Add(day);
            }
        }

        before[^1] = days.Count;
        return new BusinessDayTable(before, days.ToArray());
    }

    /// <summary>The same table, read through lists that count.</summary>
    public BusinessDayTable ReadThrough(Func<IReadOnlyList<int>, IReadOnlyList<int>> list) => new(list(before), list(days));

    public bool IsBusinessDay(int day) => before[day + 1] > before[day];

    /// <summary>Business days in [first, <paramref name="day"/>).</summary>
    public int CountBefore(int day) => before[day];

    /// <summary>The business day that has <paramref name="ordinal"/> others before it; null where the table has none.</summary>
    public int? DayAt(long ordinal) => ordinal >= 0 && ordinal < days.Count ? days[(int)ordinal] : null;
}
