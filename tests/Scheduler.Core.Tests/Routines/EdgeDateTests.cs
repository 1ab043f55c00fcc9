using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Routines;

public sealed class EdgeDateTests
{
    private static readonly LocalDate Monday = new(2026, 11, 23);

    [Theory]
    [InlineData("Same", "2026-11-23")]
    [InlineData("Days(-1)", "2026-11-22")]
    [InlineData("Days(-30)", "2026-10-24")]
    [InlineData("BusinessDays(-1, b3)", "2026-11-19")]
    [InlineData("BusinessDays(-2, b3)", "2026-11-18")]
    [InlineData("BusinessDays(-1)", "2026-11-20")]
    [InlineData("PreviousPlanned", "2026-11-02")]
    public void An_edge_leads_to(string date, string expected) =>
        Assert.Equal(expected, From(EdgeDate.Parse(date), _ => new LocalDate(2026, 11, 2))?.ToString("uuuu-MM-dd", null));

    [Fact]
    public void A_predecessor_that_was_never_planned_before_gives_no_date() => Assert.Null(From(new EdgeDate.PreviousPlanned(), _ => null));

    [Fact]
    public void The_planner_is_asked_about_dates_before_the_runs_own()
    {
        var asked = new List<LocalDate>();
        From(new EdgeDate.PreviousPlanned(), before =>
        {
            asked.Add(before);
            return null;
        });
        Assert.Equal([Monday], asked);
    }

    [Fact]
    public void A_calendar_that_is_not_there_is_named() =>
        Assert.Contains(
            "nyse", Assert.Throws<UnknownCalendarException>(() => From(new EdgeDate.BusinessDays(-1, "nyse"), _ => null)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Same")]
    [InlineData("PreviousPlanned")]
    [InlineData("Days(-7)")]
    [InlineData("BusinessDays(-1)")]
    [InlineData("BusinessDays(-10, sao-paulo)")]
    public void What_is_printed_is_read_back(string text) => Assert.Equal(text, EdgeDate.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("Yesterday")]
    [InlineData("Days")]
    [InlineData("Days(1)")]
    [InlineData("Days(0)")]
    [InlineData("Days(-10001)")]
    [InlineData("Days(-1, b3)")]
    [InlineData("BusinessDays(b3)")]
    [InlineData("Same(-1)")]
    public void What_is_no_date_is_refused_with_what_would_be(string text) =>
        Assert.Contains("PreviousPlanned", Assert.Throws<FormatException>(() => EdgeDate.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_later_date_is_refused(int offset)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EdgeDate.Days(offset));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EdgeDate.BusinessDays(offset));
    }

    [Fact]
    public void An_edge_is_printed_without_what_is_usual()
    {
        var unusual = new After("load")
        {
            Date = new EdgeDate.BusinessDays(-1, "b3"),
            Requires = EdgeRequirement.Failure,
            IfNotPlanned = IfNotPlanned.Wait,
        };

        Assert.Equal("After(load)", new After("load").ToString());
        Assert.Equal("After(load, BusinessDays(-1, b3), Failure, Wait)", unusual.ToString());
    }

    // 2026-11-20 is a holiday of b3 and not of a calendar that knows weekends only.
    private static LocalDate? From(EdgeDate date, Func<LocalDate, LocalDate?> previousPlanned) =>
        date.From(Monday, WeekendsOnly(), CalendarSet.Brazilian, previousPlanned);

    private static BusinessCalendar WeekendsOnly() =>
        BusinessCalendar.FromJson("""{"name": "weekends", "fromYear": 2026, "confirmedThrough": 2026, "holidays": []}""");
}
