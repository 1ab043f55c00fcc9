using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.DayGroups;
using Xunit;

namespace RoutineScheduler.Core.Tests.DayGroups;

public sealed class DayRuleTests
{
    private static readonly CalendarSet Calendars = CalendarSet.Brazilian;

    [Theory]
    [InlineData("business-days(b3)", "2026-11-16", "2026-11-23", "2026-11-16 2026-11-17 2026-11-18 2026-11-19 2026-11-23")]
    [InlineData("holidays(br)", "2026-11-01", "2026-12-31", "2026-11-02 2026-11-15 2026-11-20 2026-12-25")]
    [InlineData("weekends", "2026-11-20", "2026-11-29", "2026-11-21 2026-11-22 2026-11-28 2026-11-29")]
    [InlineData("weekdays(fri, sat)", "2026-11-16", "2026-11-30", "2026-11-20 2026-11-21 2026-11-27 2026-11-28")]
    [InlineData("every-day", "2026-02-28", "2026-03-01", "2026-02-28 2026-03-01")]
    [InlineData("months(dec-jan)", "2026-11-30", "2026-12-02", "2026-12-01 2026-12-02")]
    [InlineData("day-of-month(30)", "2026-01-01", "2026-04-30", "2026-01-30 2026-03-30 2026-04-30")]
    [InlineData("last-day-of-month", "2024-02-01", "2024-03-31", "2024-02-29 2024-03-31")]
    [InlineData("last-day-of-month", "2100-02-01", "2100-02-28", "2100-02-28")]
    [InlineData("business-day-of-month(anbima, 5)", "2026-11-01", "2026-12-31", "2026-11-09 2026-12-07")]
    [InlineData("business-day-of-month(b3, -2)", "2026-11-01", "2026-12-31", "2026-11-27 2026-12-29")]
    [InlineData("last-business-day(b3)", "2026-11-01", "2026-12-31", "2026-11-30 2026-12-30")]
    [InlineData("last-business-day(anbima)", "2026-12-01", "2026-12-31", "2026-12-31")]
    [InlineData("nth-weekday(2, fri)", "2026-11-01", "2026-12-31", "2026-11-13 2026-12-11")]
    [InlineData("nth-weekday(-1, fri)", "2026-11-01", "2026-12-31", "2026-11-27 2026-12-25")]
    [InlineData("nth-weekday(5, fri)", "2026-01-01", "2026-12-31", "2026-01-30 2026-05-29 2026-07-31 2026-10-30")]
    [InlineData("dates(2026-12-24, 2026-12-31)", "2026-12-24", "2026-12-30", "2026-12-24")]
    [InlineData("not weekends and not holidays(br)", "2026-11-19", "2026-11-23", "2026-11-19 2026-11-23")]
    [InlineData("weekends or holidays(br)", "2026-11-19", "2026-11-23", "2026-11-20 2026-11-21 2026-11-22")]
    public void A_rule_includes(string rule, string from, string through, string dates) => Assert.Equal(dates, DatesOf(rule, from, through));

    [Theory]
    [InlineData("after(weekdays(mon-fri), 1)", "2026-11-16", "2026-11-23", "2026-11-17 2026-11-18 2026-11-19 2026-11-20 2026-11-21")]
    [InlineData("after(business-days(b3), 1)", "2026-11-19", "2026-11-24", "2026-11-19 2026-11-20 2026-11-24")]
    [InlineData("after(last-day-of-month, 1)", "2026-02-15", "2026-03-15", "2026-03-01")]
    [InlineData("after(day-of-month(1), -1)", "2026-02-15", "2026-03-15", "2026-02-28")]
    [InlineData("after(weekends, 0)", "2026-11-20", "2026-11-22", "2026-11-21 2026-11-22")]
    [InlineData("after(day-of-month(20), 1, b3)", "2026-11-01", "2026-12-31", "2026-11-23 2026-12-21")]
    [InlineData("after(day-of-month(20), 2, b3)", "2026-11-01", "2026-12-31", "2026-11-24 2026-12-22")]
    [InlineData("after(day-of-month(23), -1, b3)", "2026-11-01", "2026-12-31", "2026-11-19 2026-12-22")]
    [InlineData("after(day-of-month(20), 0, b3)", "2026-10-01", "2026-11-30", "2026-10-20")]
    [InlineData("after(last-day-of-month, 1, b3)", "2026-12-30", "2027-01-05", "2027-01-04")]
    [InlineData("after(dates(2026-11-19), 250, b3)", "2026-11-19", "2028-12-31", "2027-11-24")]
    public void Days_later_are(string rule, string from, string through, string dates) => Assert.Equal(dates, DatesOf(rule, from, through));

    [Theory]
    [InlineData("shift(day-of-month(20), b3, following)", "2026-11-01", "2026-12-31", "2026-11-23 2026-12-21")]
    [InlineData("shift(day-of-month(20), b3, preceding)", "2026-11-01", "2026-12-31", "2026-11-19 2026-12-18")]
    [InlineData("shift(day-of-month(20), b3, none)", "2026-10-01", "2026-12-31", "2026-10-20")]
    [InlineData("shift(last-day-of-month, b3, following)", "2026-05-01", "2026-06-29", "2026-06-01")]
    [InlineData("shift(last-day-of-month, b3, modified-following)", "2026-05-01", "2026-06-29", "2026-05-29")]
    [InlineData("shift(day-of-month(1), b3, preceding)", "2026-10-02", "2026-11-30", "2026-10-30")]
    [InlineData("shift(day-of-month(1), b3, modified-preceding)", "2026-10-02", "2026-11-30", "2026-11-03")]
    [InlineData("shift(day-of-month(15), b3, modified-following)", "2026-08-01", "2026-11-30", "2026-08-17 2026-09-15 2026-10-15 2026-11-16")]
    [InlineData("shift(last-day-of-month, b3, following)", "2026-12-01", "2027-01-05", "2027-01-04")]
    [InlineData("shift(last-day-of-month, b3, modified-following)", "2026-12-01", "2027-01-05", "2026-12-30")]
    [InlineData("shift(day-of-month(1), b3, preceding)", "2026-12-02", "2027-01-05", "2026-12-30")]
    [InlineData("shift(shift(day-of-month(20), b3, following), anbima, preceding)", "2026-11-01", "2026-11-30", "2026-11-23")]
    [InlineData("shift(after(day-of-month(20), 1), b3, following)", "2026-11-01", "2026-11-30", "2026-11-23")]
    public void Shifted_dates_are(string rule, string from, string through, string dates) => Assert.Equal(dates, DatesOf(rule, from, through));

    [Fact]
    public void A_shift_finds_base_dates_outside_of_the_asked_range()
    {
        Assert.Equal("2026-11-23", DatesOf("shift(day-of-month(20), b3, following)", "2026-11-23", "2026-11-23"));
        Assert.Equal(
            "2026-12-30", DatesOf("shift(day-of-month(2), b3, preceding) or shift(day-of-month(1), b3, preceding)", "2026-12-30", "2026-12-30"));
        Assert.Equal("2026-11-24", DatesOf("after(day-of-month(20), 2, b3)", "2026-11-24", "2026-11-24"));
    }

    [Theory]
    [InlineData("business-days(b3)", "2026-11-19", "2026-11-19")]
    [InlineData("shift(day-of-month(20), b3, following)", "2026-11-23", "2026-11-20")]
    [InlineData("shift(day-of-month(20, 22, 23), b3, following)", "2026-11-23", "2026-11-20 2026-11-22 2026-11-23")]
    [InlineData("after(shift(day-of-month(20), b3, following), 1)", "2026-11-24", "2026-11-20")]
    [InlineData("after(weekdays(mon-fri), 1)", "2026-11-21", "2026-11-20")]
    [InlineData("shift(day-of-month(20), b3, following) and business-days(b3)", "2026-11-23", "2026-11-20")]
    [InlineData("shift(day-of-month(20), b3, following) or day-of-month(23)", "2026-11-23", "2026-11-20 2026-11-23")]
    [InlineData("shift(day-of-month(20), b3, following) or shift(day-of-month(21), b3, following)", "2026-11-23", "2026-11-20 2026-11-21")]
    [InlineData("shift(day-of-month(20), b3, following) and shift(day-of-month(21), b3, following)", "2026-11-23", "2026-11-20 2026-11-21")]
    [InlineData("not not shift(day-of-month(20), b3, following)", "2026-11-23", "2026-11-23")]
    public void A_date_stands_for_its_base_dates(string rule, string date, string baseDates)
    {
        var answer = On(rule, date);
        Assert.True(answer.Includes);
        Assert.Equal(baseDates, Joined(answer.BaseDates));
    }

    [Fact]
    public void An_ordinal_that_does_not_exist_gives_nothing()
    {
        Assert.Equal("2026-07-31", DatesOf("business-day-of-month(b3, 23)", "2026-01-01", "2026-12-31"));
        Assert.Equal("2026-07-01", DatesOf("business-day-of-month(b3, -23)", "2026-01-01", "2026-12-31"));
        Assert.Equal("", DatesOf("business-day-of-month(b3, 24)", "2026-01-01", "2026-12-31"));
        Assert.Equal("", DatesOf("nth-weekday(5, fri)", "2026-02-01", "2026-02-28"));
    }

    [Theory]
    [InlineData("business-days(b3)", "2026-11-20", "b3", "Consciência Negra")]
    [InlineData("weekdays(mon-fri) and business-days(b3)", "2026-02-17", "b3", "Carnaval")]
    [InlineData("business-days(anbima) and business-days(b3)", "2026-12-24", "b3", "Véspera de Natal")]
    [InlineData("business-days(anbima) or last-day-of-month", "2000-04-21", "anbima", "Sexta-feira Santa; Tiradentes")]
    [InlineData("business-day-of-month(anbima, 5)", "2026-11-02", "anbima", "Finados")]
    [InlineData("last-business-day(b3)", "2026-12-31", "b3", "Véspera de Ano-Novo")]
    [InlineData("not not business-days(b3)", "2026-11-20", "b3", "Consciência Negra")]
    public void A_holiday_is_the_reason_where_business_days_are_named(string rule, string date, string calendar, string name) =>
        Assert.Equal(new DayRefusal.Holiday(calendar, name), On(rule, date).WhyNot);

    [Theory]
    [InlineData("business-days(b3)", "2026-11-21")]
    [InlineData("business-days(anbima)", "2026-11-15")]
    [InlineData("business-days(b3) and months(jan)", "2026-11-19")]
    [InlineData("weekdays(mon-thu)", "2026-11-20")]
    [InlineData("not business-days(b3)", "2026-11-19")]
    [InlineData("holidays(br) and not business-days(b3)", "2026-12-24")]
    [InlineData("after(business-days(b3), 1)", "2026-09-07")]
    [InlineData("shift(day-of-month(20), b3, following)", "2026-11-20")]
    public void Otherwise_the_date_is_just_not_in_the_group(string rule, string date)
    {
        var answer = On(rule, date);
        Assert.False(answer.Includes);
        Assert.Equal(new DayRefusal.NotInDayGroup(), answer.WhyNot);
        Assert.Empty(answer.BaseDates);
    }

    [Theory]
    [InlineData("business-days(b3)", "2026-12-30", false)]
    [InlineData("business-days(b3)", "2027-01-04", true)]
    [InlineData("business-days(anbima)", "2027-01-04", false)]
    [InlineData("every-day", "2150-01-01", false)]
    [InlineData("shift(day-of-month(1), b3, preceding)", "2026-12-30", true)]
    [InlineData("shift(day-of-month(30), b3, preceding)", "2026-12-30", false)]
    [InlineData("after(last-day-of-month, 1, b3)", "2027-01-04", true)]
    [InlineData("months(jan) and not holidays(b3)", "2027-01-04", true)]
    public void An_answer_is_projected_when_a_calendar_was(string rule, string date, bool isProjected) =>
        Assert.Equal(isProjected, On(rule, date).IsProjected);

    [Theory]
    [InlineData("business-days(b3)", "2200-01-02", "2200-01-02")]
    [InlineData("not business-days(b3)", "1999-12-31", "1999-12-31")]
    [InlineData("every-day and business-days(b3)", "2200-01-02", "2200-01-02")]
    [InlineData("weekends or business-days(b3)", "2200-01-02", "2200-01-02")]
    [InlineData("shift(day-of-month(20), b3, following)", "2200-06-20", "2200-06-20")]
    [InlineData("shift(day-of-month(1), b3, preceding)", "2199-12-30", "2200-01-01")]
    [InlineData("shift(last-day-of-month, b3, following)", "2000-01-03", "1999-12-31")]
    [InlineData("after(every-day, 1, b3)", "2200-01-01", "2200-01-01")]
    [InlineData("after(business-days(b3), 1)", "2200-01-02", "2200-01-01")]
    [InlineData("after(dates(2199-12-15), -20, b3)", "2199-12-30", "2199-12-30")]
    public void What_a_calendar_cannot_know_is_undecided(string rule, string date, string unknown)
    {
        var answer = On(rule, date);
        Assert.True(answer.IsUndecided);
        Assert.False(answer.Includes);
        Assert.Equal(new DayRefusal.CalendarEnds("b3", Date(unknown), 2000, 2199), answer.WhyNot);
        Assert.Equal("b3", Assert.Throws<CalendarEndsException>(() => Parsed(rule).Dates(Date(date), Date(date), Calendars).ToList()).Calendar);
    }

    [Theory]
    [InlineData("months(jul) and business-days(b3)", "2200-01-02", false)]
    [InlineData("weekends or business-days(b3)", "2200-01-04", true)]
    [InlineData("shift(day-of-month(20), b3, following)", "2000-01-03", false)]
    [InlineData("shift(day-of-month(2), b3, following)", "2000-01-03", true)]
    [InlineData("shift(last-day-of-month, b3, modified-following)", "2199-12-30", true)]
    [InlineData("shift(day-of-month(1), b3, none)", "2199-12-30", false)]
    public void What_does_not_depend_on_the_unknown_is_decided(string rule, string date, bool includes)
    {
        var answer = On(rule, date);
        Assert.False(answer.IsUndecided);
        Assert.Equal(includes, answer.Includes);
    }

    [Fact]
    public void The_ends_of_time_can_be_asked_about()
    {
        Assert.Equal("9999-12-31", DatesOf("after(every-day, 10000) and last-day-of-month", "9999-12-31", "9999-12-31"));
        Assert.Equal("", DatesOf("after(every-day, -10000)", "9999-12-31", "9999-12-31"));
        Assert.Equal("", DatesOf("after(every-day, 1)", "0001-01-01", "0001-01-01"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Days.EveryDay.On(new LocalDate(0, 1, 1), Calendars));
    }

    [Fact]
    public void A_range_is_asked_forwards() =>
        Assert.Throws<ArgumentException>(() => Days.EveryDay.Dates(new LocalDate(2026, 1, 2), new LocalDate(2026, 1, 1), Calendars));

    [Fact]
    public void A_rule_names_its_calendars()
    {
        var rule = Parsed("shift(after(business-days(zeta), 1, alpha), b3, following) and not holidays(br) or business-days(b3)");
        Assert.Equal(["alpha", "b3", "br", "zeta"], rule.Calendars);
        Assert.Empty(Days.EveryDay.Calendars);
    }

    [Fact]
    public void Every_unknown_calendar_is_a_problem_with_the_nearest_name_and_its_column()
    {
        var problems = Parsed("business-days(b4) and not holidays(anbina) and business-days(br)").Validate(Calendars);
        Assert.Equal(
            [
                "There is no calendar \"b4\". Did you mean \"b3\"? Known: anbima, b3, br, sao-paulo. Column 15 of the day rule. "
                    + "In: business-days(▸b4) and not holidays(anbina) a…",
                "There is no calendar \"anbina\". Did you mean \"anbima\"? Known: anbima, b3, br, sao-paulo. Column 36 of the day rule. "
                    + "In: …ess-days(b4) and not holidays(▸anbina) and business-days(br)",
            ],
            problems);
        Assert.Throws<UnknownCalendarException>(() => On("business-days(b4)", "2026-11-19"));
    }

    [Theory]
    [InlineData("shift(weekends, weekend, following)", 17)]
    [InlineData("after(every-day, 1, weekend)", 21)]
    [InlineData("business-day-of-month(weekend, 5)", 23)]
    [InlineData("months(jan) and last-business-day(weekend) or holidays(weekend)", 35)]
    public void A_calendar_is_found_wherever_a_rule_names_one(string rule, int column) =>
        Assert.Contains($" Column {column} of the day rule. ", Assert.Single(Parsed(rule).Validate(Calendars)));

    private static DayRule Parsed(string rule) => DayRule.Parse(rule);

    private static DayAnswer On(string rule, string date) => Parsed(rule).On(Date(date), Calendars);

    private static string DatesOf(string rule, string from, string through) => Joined(Parsed(rule).Dates(Date(from), Date(through), Calendars));

    private static string Joined(IEnumerable<LocalDate> dates) => string.Join(' ', dates.Select(LocalDatePattern.Iso.Format));

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
