using Xunit;

namespace RoutineScheduler.Cli.Tests.Ask;

public sealed class DayGroupQuestionTests
{
    [Theory]
    [InlineData(
        "shift(day-of-month(20), b3, following)", "2026-11-01", "2026-12-31", "\"2026-11-23\",\"2026-12-21\"",
        "shift(day-of-month(20), b3, following)")]
    [InlineData(
        "business-days ( b3 )  and weekdays(mon-fri)", "2026-11-19", "2026-11-20", "\"2026-11-19\"", "business-days(b3) and weekdays(mon-fri)")]
    [InlineData("dates(2026-12-24)", "2026-01-01", "2026-01-01", "", "dates(2026-12-24)")]
    public async Task A_question_is_answered(string rule, string from, string to, string dates, string printed) => Assert.Equal(
        $$"""{"dates":[{{dates}}],"printed":"{{printed}}"}""",
        await Asked.LineAsync($$"""{"ask":"day-group","rule":"{{rule}}","from":"{{from}}","to":"{{to}}"}"""));

    [Theory]
    [InlineData("""{"ask":"day-group","rule":"business-days(b3","from":"2026-01-01","to":"2026-01-31"}""", "Column 17")]
    [InlineData("""{"ask":"day-group","rule":"business-days(b4)","from":"2026-01-01","to":"2026-01-31"}""", "Did you mean \"b3\"?")]
    [InlineData(
        """{"ask":"day-group","rule":" Business-Days( b4 )","from":"2026-01-01","to":"2026-01-31"}""",
        "Column 17 of the day rule. In:  Business-Days( ▸b4 )")]
    [InlineData("""{"ask":"day-group","rule":"weekends","from":"2026-02-01","to":"2026-01-31"}""", "to: 2026-01-31 lies before")]
    [InlineData("""{"ask":"day-group","rule":"weekends","from":"0001-01-01","to":"9999-12-31"}""", "too many")]
    [InlineData("""{"ask":"day-group","rule":"business-days(b3)","from":"1999-12-01","to":"2000-01-31"}""", "2000")]
    [InlineData("""{"ask":"day-group","rule":"weekends","from":"-0005-01-01","to":"-0004-01-01"}""", "years 1 to 9999")]
    [InlineData("""{"ask":"day-group","rule":"💥","from":"2026-01-01","to":"2026-01-31"}""", "found \"💥\"")]
    public async Task A_wrong_question_is_told_what_and_where(string question, string told) =>
        Assert.Contains(told, await Asked.ErrorAsync(question));

    [Fact]
    public async Task A_date_that_cannot_be_read_is_the_only_thing_told() => Assert.Equal(
        "from: expected a date as \"2026-12-25\", found \"2026-1-1\"",
        await Asked.ErrorAsync("""{"ask":"day-group","rule":"weekends","from":"2026-1-1","to":"2026-01-31"}"""));
}
