using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.DayGroups;
using Xunit;

namespace RoutineScheduler.Core.Tests.DayGroups;

public sealed class DayRuleLawTests
{
    private static readonly CalendarSet Calendars = CalendarSet.Brazilian;

    [Fact]
    public void Parsing_what_is_printed_gives_the_same_rule() =>
        Assert.All(GeneratedRules.Many(seed: 3, count: 2_000), rule => Assert.Equal(rule, DayRule.Parse(rule.ToString())));

    [Fact]
    public void Printing_what_is_parsed_gives_the_same_text() =>
        Assert.All(GeneratedRules.Many(seed: 4, count: 500), rule => Assert.Equal(rule.ToString(), DayRule.Parse(rule.ToString()).ToString()));

    [Fact]
    public void A_rule_that_nests_as_deep_as_may_be_is_read_again()
    {
        var deep = Enumerable.Range(0, DayRule.MaxDepth - 1).Aggregate(Days.Weekends, (rule, i) => (i % 4) switch
        {
            0 => Days.EveryDay.And(rule),
            1 => Days.EveryDay.Or(rule),
            2 => rule.Not(),
            _ => rule.After(1),
        });
        Assert.Equal(deep, DayRule.Parse(deep.ToString()));
        Assert.Throws<ArgumentException>(() => { _ = deep.Not(); });
    }

    [Fact]
    public void A_range_and_its_single_dates_say_the_same() =>
        Assert.All(GeneratedRules.Many(seed: 5, count: 150), rule =>
        {
            var (from, through) = (new LocalDate(2026, 3, 1), new LocalDate(2027, 4, 10));
            var single = Each(from, through).Where(date => rule.On(date, Calendars).Includes);
            Assert.Equal(single, rule.Dates(from, through, Calendars));
        });

    /// <summary>The rule read naively: over years on both sides, each base date moved day by day.</summary>
    [Fact]
    public void A_rule_includes_what_its_base_dates_lead_to() =>
        Assert.All(GeneratedRules.Many(seed: 6, count: 300), rule =>
        {
            var led = Naive(rule);
            foreach (var date in Each(new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31)))
            {
                var answer = rule.On(date, Calendars);
                Assert.Equal((date, led.ContainsKey(date)), (date, answer.Includes));
                Assert.Equal(led.GetValueOrDefault(date, []), answer.BaseDates);
            }
        });

    [Fact]
    public void Nested_shifts_cost_their_number_and_not_its_power()
    {
        var rule = Enumerable.Range(0, 60).Aggregate(
            Days.DayOfMonth(20), (inner, i) => inner.After(i % 2 == 0 ? 1 : -1).Shift("b3", DateShift.Following));
        Assert.NotEmpty(rule.Dates(new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31), Calendars));
    }

    private static SortedDictionary<LocalDate, LocalDate[]> Naive(DayRule rule) => rule switch
    {
        Outside not when Naive(not.Rule) is var inner => Picked(date => !inner.ContainsKey(date)),
        Both both => Meeting(Naive(both.Left), Naive(both.Right)),
        Either either => Joined([.. Naive(either.Left), .. Naive(either.Right)]),
        AfterDays after => Joined(from led in Naive(after.Rule) select KeyValuePair.Create(led.Key.PlusDays(after.N), led.Value)),
        AfterBusinessDays after => Joined(
            from led in Naive(after.Rule)
            let target = Walked(led.Key, after.N, Calendars.Get(after.Calendar))
            where target is not null
            select KeyValuePair.Create(target.Value, led.Value)),
        Shifted shifted => Joined(
            from led in Naive(shifted.Rule)
            let target = Walked(led.Key, shifted.How, Calendars.Get(shifted.Calendar))
            where target is not null
            select KeyValuePair.Create(target.Value, led.Value)),
        DateRule leaf => Picked(leaf.Includes),
        CalendarRule leaf => Picked(date => leaf.Includes(date, Calendars.Get(leaf.Calendar))),
        _ => throw new NotSupportedException(rule.ToString()),
    };

    private static SortedDictionary<LocalDate, LocalDate[]> Picked(Func<LocalDate, bool> includes) => Joined(
        from date in Each(new LocalDate(2025, 1, 1), new LocalDate(2027, 12, 31))
        where includes(date)
        select KeyValuePair.Create(date, new[] { date }));

    private static SortedDictionary<LocalDate, LocalDate[]> Joined(IEnumerable<KeyValuePair<LocalDate, LocalDate[]>> led) =>
        new(led.GroupBy(to => to.Key, to => to.Value).ToDictionary(to => to.Key, to => to.SelectMany(dates => dates).Distinct().Order().ToArray()));

    /// <summary>A side that stands for the date itself is a condition, and adds no base date to the other side's.</summary>
    private static SortedDictionary<LocalDate, LocalDate[]> Meeting(
        SortedDictionary<LocalDate, LocalDate[]> left, SortedDictionary<LocalDate, LocalDate[]> right) =>
        Joined(
            from led in left
            where right.ContainsKey(led.Key)
            let other = right[led.Key]
            select KeyValuePair.Create(
                led.Key, IsItself(led.Key, led.Value) ? other : IsItself(led.Key, other) ? led.Value : [.. led.Value, .. other]));

    private static bool IsItself(LocalDate date, LocalDate[] baseDates) => baseDates is [var only] && only == date;

    private static LocalDate? Walked(LocalDate date, int n, BusinessCalendar calendar)
    {
        for (var left = Math.Abs(n); left > 0;)
        {
            date = date.PlusDays(Math.Sign(n));
            left -= calendar.IsBusinessDay(date) ? 1 : 0;
        }

        return calendar.IsBusinessDay(date) ? date : null;
    }

    private static LocalDate? Walked(LocalDate date, DateShift how, BusinessCalendar calendar)
    {
        if (calendar.IsBusinessDay(date))
        {
            return date;
        }

        var following = Walked(date, 1, calendar);
        var preceding = Walked(date, -1, calendar);
        return how switch
        {
            DateShift.None => null,
            DateShift.Following => following,
            DateShift.Preceding => preceding,
            DateShift.ModifiedFollowing => following!.Value.Month == date.Month ? following : preceding,
            _ => preceding!.Value.Month == date.Month ? preceding : following,
        };
    }

    private static IEnumerable<LocalDate> Each(LocalDate from, LocalDate through)
    {
        for (var date = from; date <= through; date = date.PlusDays(1))
        {
            yield return date;
        }
    }
}
