using NodaTime;
using RoutineScheduler.DayGroups;

namespace RoutineScheduler.Core.Tests.DayGroups;

/// <summary>Rules of every form, the same ones for the same seed.</summary>
internal static class GeneratedRules
{
    public static IEnumerable<DayRule> Many(int seed, int count)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => One(random, depth: random.Next(1, 5)));
    }

    private static DayRule One(Random random, int depth) => depth <= 1 ? Leaf(random) : random.Next(7) switch
    {
        0 => One(random, depth - 1).Not(),
        1 => One(random, depth - 1).And(One(random, depth - 1)),
        2 => One(random, depth - 1).Or(One(random, depth - 1)),
        3 => One(random, depth - 1).After(random.Next(-40, 41)),
        4 => One(random, depth - 1).After(random.Next(-30, 31), Calendar(random)),
        _ => One(random, depth - 1).Shift(Calendar(random), (DateShift)random.Next(5)),
    };

    private static DayRule Leaf(Random random) => random.Next(13) switch
    {
        0 => Days.EveryDay,
        1 => Days.Weekends,
        2 => Days.LastDayOfMonth,
        3 => Days.BusinessDays(Calendar(random)),
        4 => Days.Holidays(Calendar(random)),
        5 => Days.LastBusinessDay(Calendar(random)),
        6 => Days.BusinessDayOfMonth(Calendar(random), Ordinal(random, 23)),
        7 => Days.NthWeekday(Ordinal(random, 5), (IsoDayOfWeek)random.Next(1, 8)),
        8 => Days.Weekdays([.. Some(random, 7).Select(day => (IsoDayOfWeek)day)]),
        9 => Days.Months([.. Some(random, 12)]),
        10 => Days.Dates([.. Some(random, 400).Select(day => new LocalDate(2026, 1, 1).PlusDays(day))]),
        _ => Days.DayOfMonth([.. Some(random, 31)]),
    };

    private static List<int> Some(Random random, int most) => [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(1, most + 1))];

    private static int Ordinal(Random random, int most) => random.Next(1, most + 1) * (random.Next(2) == 0 ? 1 : -1);

    private static string Calendar(Random random) => random.Next(3) switch { 0 => "b3", 1 => "anbima", _ => "sao-paulo" };
}
