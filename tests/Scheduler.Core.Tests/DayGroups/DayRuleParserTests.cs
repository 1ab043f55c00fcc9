using NodaTime;
using RoutineScheduler.DayGroups;
using Xunit;

namespace RoutineScheduler.Core.Tests.DayGroups;

public sealed class DayRuleParserTests
{
    [Theory]
    [InlineData("business-days(b3)")]
    [InlineData("holidays(br)")]
    [InlineData("weekends")]
    [InlineData("weekdays(mon-fri)")]
    [InlineData("weekdays(mon, wed, sat, sun)")]
    [InlineData("every-day")]
    [InlineData("day-of-month(1, 15)")]
    [InlineData("last-day-of-month")]
    [InlineData("business-day-of-month(anbima, 5)")]
    [InlineData("business-day-of-month(b3, -2)")]
    [InlineData("last-business-day(b3)")]
    [InlineData("nth-weekday(2, fri)")]
    [InlineData("nth-weekday(-1, fri)")]
    [InlineData("months(jan-jun)")]
    [InlineData("dates(2026-12-24, 2026-12-31)")]
    [InlineData("after(weekdays(mon-fri), 1)")]
    [InlineData("after(day-of-month(1), -3)")]
    [InlineData("after(day-of-month(1), 2, b3)")]
    [InlineData("shift(day-of-month(20), b3, following)")]
    [InlineData("shift(day-of-month(20), b3, preceding)")]
    [InlineData("shift(day-of-month(20), b3, modified-following)")]
    [InlineData("shift(day-of-month(20), b3, modified-preceding)")]
    [InlineData("shift(day-of-month(20), b3, none)")]
    [InlineData("not holidays(br) and weekends or every-day")]
    [InlineData("not (holidays(br) or weekends) and (every-day or last-day-of-month)")]
    [InlineData("weekends and (holidays(br) and every-day)")]
    [InlineData("not not weekends")]
    public void A_rule_is_printed_as_it_is_typed(string text) => Assert.Equal(text, DayRule.Parse(text).ToString());

    [Theory]
    [InlineData("  Business-Days( B3 )\t", "business-days(b3)")]
    [InlineData("(((weekends)))", "weekends")]
    [InlineData("(weekends and holidays(br)) or every-day", "weekends and holidays(br) or every-day")]
    [InlineData("(weekends and holidays(br)) and every-day", "weekends and holidays(br) and every-day")]
    [InlineData("day-of-month(15, 1, 15)", "day-of-month(1, 15)")]
    [InlineData("day-of-month(+5)", "day-of-month(5)")]
    [InlineData("dates(2026-12-31, 2026-12-24, 2026-12-31)", "dates(2026-12-24, 2026-12-31)")]
    [InlineData("weekdays(sat-tue)", "weekdays(mon, tue, sat, sun)")]
    [InlineData("months(nov-feb)", "months(jan, feb, nov, dec)")]
    [InlineData("months(jan, feb, mar)", "months(jan-mar)")]
    [InlineData("months(jan-dec)", "months(jan-dec)")]
    [InlineData("weekdays(mon-mon)", "weekdays(mon)")]
    public void What_may_be_typed_in_several_ways_is_printed_in_one(string typed, string printed)
    {
        Assert.Equal(printed, DayRule.Parse(typed).ToString());
        Assert.Equal(DayRule.Parse(typed), DayRule.Parse(printed));
    }

    [Fact]
    public void Not_binds_before_and_and_and_before_or() =>
        Assert.Equal(
            Days.Not(Days.Weekends).And(Days.EveryDay).Or(Days.Holidays("br").And(Days.LastDayOfMonth)),
            DayRule.Parse("not weekends and every-day or holidays(br) and last-day-of-month"));

    [Theory]
    [InlineData("", 1, "a rule")]
    [InlineData("   ", 4, "a rule")]
    [InlineData("business-day(b3)", 1, "a rule")]
    [InlineData("and weekends", 1, "a rule")]
    [InlineData("weekends and", 13, "a rule")]
    [InlineData("not", 4, "a rule")]
    [InlineData("()", 2, "a rule")]
    [InlineData("2026-12-24", 1, "a rule")]
    [InlineData("weekends holidays(br)", 10, "\"and\", \"or\" or the end")]
    [InlineData("weekends)", 9, "\"and\", \"or\" or the end")]
    [InlineData("weekends, every-day", 9, "\"and\", \"or\" or the end")]
    [InlineData("(weekends", 10, "\"and\", \"or\" or \")\"")]
    [InlineData("(weekends every-day)", 11, "\"and\", \"or\" or \")\"")]
    [InlineData("business-days", 14, "\"(\"")]
    [InlineData("business-days b3", 15, "\"(\"")]
    [InlineData("business-days()", 15, "a calendar's name")]
    [InlineData("business-days(3b)", 15, "a calendar's name")]
    [InlineData("business-days(b3", 17, "\")\"")]
    [InlineData("business-days(b3, anbima)", 17, "\")\"")]
    [InlineData("holidays(b3 br)", 13, "\")\"")]
    [InlineData("weekends(mon)", 9, "\"and\", \"or\" or the end")]
    [InlineData("weekdays(mon-fry)", 14, "a weekday (mon, tue, wed, thu, fri, sat, sun)")]
    [InlineData("weekdays(mon-)", 14, "a weekday")]
    [InlineData("weekdays(monday)", 10, "a weekday")]
    [InlineData("weekdays(mon; fri)", 13, "words, parentheses and commas")]
    [InlineData("weekdays()", 10, "a weekday")]
    [InlineData("weekdays(mon fri)", 14, "\",\" or \")\"")]
    [InlineData("weekdays(mon,)", 14, "a weekday")]
    [InlineData("months(january)", 8, "a month")]
    [InlineData("day-of-month(0)", 14, "a whole number from 1 to 31")]
    [InlineData("day-of-month(1, 32)", 17, "a whole number from 1 to 31")]
    [InlineData("day-of-month(-1)", 14, "a whole number from 1 to 31")]
    [InlineData("day-of-month(1-5)", 14, "a whole number from 1 to 31")]
    [InlineData("day-of-month(99999999999)", 14, "a whole number from 1 to 31")]
    [InlineData("business-day-of-month(anbima)", 29, "\",\"")]
    [InlineData("business-day-of-month(5, anbima)", 23, "a calendar's name")]
    [InlineData("business-day-of-month(anbima, 0)", 31, "a whole number from 1 to 31, or from -1 to -31")]
    [InlineData("business-day-of-month(anbima, 32)", 31, "a whole number from 1 to 31")]
    [InlineData("nth-weekday(6, fri)", 13, "a whole number from 1 to 5, or from -1 to -5")]
    [InlineData("nth-weekday(2, fir)", 16, "a weekday")]
    [InlineData("nth-weekday(2, mon-fri)", 16, "a weekday")]
    [InlineData("dates(2026-02-30)", 7, "a date, as 2026-12-24")]
    [InlineData("dates(24/12/2026)", 9, "words, parentheses and commas")]
    [InlineData("dates()", 7, "a date")]
    [InlineData("after(weekends)", 15, "\"and\", \"or\" or \",\"")]
    [InlineData("after(weekends, one)", 17, "a whole number from -10000 to 10000")]
    [InlineData("after(weekends, 1.5)", 18, "words, parentheses and commas")]
    [InlineData("after(weekends, 10001)", 17, "a whole number from -10000 to 10000")]
    [InlineData("after(weekends, 1 b3)", 19, "\",\" or \")\"")]
    [InlineData("after(weekends, 1, b3, b3)", 22, "\")\"")]
    [InlineData("shift(weekends, b3)", 19, "\",\"")]
    [InlineData("shift(weekends, following)", 26, "\",\"")]
    [InlineData("shift(weekends, b3, folowing)", 21, "a shift (none, following, preceding, modified-following, modified-preceding)")]
    [InlineData("weekends & every-day", 10, "words, parentheses and commas")]
    public void A_wrong_rule_says_at_which_column_what_is_expected(string text, int column, string expected)
    {
        var wrong = Assert.Throws<DayRuleException>(() => DayRule.Parse(text));
        Assert.Equal(column, wrong.Column);
        Assert.StartsWith(expected, wrong.Expected, StringComparison.Ordinal);
        Assert.Contains($"Column {column} ", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("busines-days(b3)", "business-days")]
    [InlineData("weekend", "weekends")]
    [InlineData("everyday", "every-day")]
    [InlineData("business-day-of-mouth(b3, 1)", "business-day-of-month")]
    [InlineData("shift(weekends, b3, folowing)", "following")]
    [InlineData("weekdays(mon-fry)", "fri")]
    public void An_unknown_word_is_answered_with_the_nearest(string text, string nearest) =>
        Assert.Contains($"Did you mean \"{nearest}\"?", Assert.Throws<DayRuleException>(() => DayRule.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not ", "")]
    [InlineData("after(", ", 1)")]
    [InlineData("weekends and (", ")")]
    public void Rules_nest_deeply_but_not_without_end(string open, string close)
    {
        Assert.NotNull(DayRule.Parse(Nested(200)));
        Assert.Contains("nested", Assert.Throws<DayRuleException>(() => DayRule.Parse(Nested(600))).Expected, StringComparison.Ordinal);

        string Nested(int times) => string.Concat(Enumerable.Repeat(open, times)) + "weekends" + string.Concat(Enumerable.Repeat(close, times));
    }

    [Fact]
    public void A_long_chain_is_refused_like_a_deep_nest() =>
        Assert.Throws<DayRuleException>(() => DayRule.Parse(string.Join(" or ", Enumerable.Repeat("weekends", 300))));

    [Fact]
    public void A_text_beyond_all_measure_is_refused_before_it_is_read() =>
        Assert.Equal(20_001, Assert.Throws<DayRuleException>(() => DayRule.Parse(new string(' ', 50_000))).Column);

    [Fact]
    public void The_fluent_form_says_the_same_as_the_text()
    {
        Assert.Equal(DayRule.Parse("business-days(b3) and not months(dec)"), Days.BusinessDays("b3").And(Days.Not(Days.Months(12))));
        Assert.Equal(DayRule.Parse("after(weekdays(mon-fri), 1)"), Days.Weekdays(
            IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday).After(1));
        Assert.Equal(DayRule.Parse("after(holidays(br), 2, b3)"), Days.Holidays("br").After(2, "b3"));
        Assert.Equal(
            DayRule.Parse("shift(day-of-month(20) or nth-weekday(2, fri), b3, modified-following)"),
            Days.DayOfMonth(20).Or(Days.NthWeekday(2, IsoDayOfWeek.Friday)).Shift("b3", DateShift.ModifiedFollowing));
        Assert.Equal(
            DayRule.Parse("dates(2026-12-24, 2026-12-31)"),
            Days.Dates(new LocalDate(2026, 12, 31), new LocalDate(2026, 12, 24)));
        Assert.Equal(DayRule.Parse("business-day-of-month(b3, -2)"), Days.BusinessDayOfMonth("b3", -2));
        Assert.Equal(DayRule.Parse("last-business-day(b3)"), Days.LastBusinessDay("b3"));
    }

    [Fact]
    public void The_fluent_form_refuses_what_the_text_refuses()
    {
        Assert.Throws<ArgumentException>(() => Days.BusinessDays("B 3"));
        Assert.Throws<ArgumentException>(() => Days.Weekdays());
        Assert.Throws<ArgumentException>(() => Days.Dates());
        Assert.Throws<ArgumentOutOfRangeException>(() => Days.Months(0, 13));
        Assert.Throws<ArgumentOutOfRangeException>(() => Days.DayOfMonth(32));
        Assert.Throws<ArgumentOutOfRangeException>(() => Days.NthWeekday(0, IsoDayOfWeek.Friday));
        Assert.Throws<ArgumentOutOfRangeException>(() => Days.NthWeekday(1, IsoDayOfWeek.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => Days.BusinessDayOfMonth("b3", 32));
        Assert.Throws<ArgumentOutOfRangeException>(() => Days.Weekends.After(10_001));
    }

    [Fact]
    public void Rules_that_differ_are_not_equal()
    {
        Assert.NotEqual(DayRule.Parse("dates(2026-12-24)"), DayRule.Parse("dates(2026-12-25)"));
        Assert.NotEqual(DayRule.Parse("weekends"), DayRule.Parse("weekdays(sat, sun)"));
        Assert.NotEqual(DayRule.Parse("weekends and (every-day and holidays(br))"), DayRule.Parse("weekends and every-day and holidays(br)"));
    }
}
