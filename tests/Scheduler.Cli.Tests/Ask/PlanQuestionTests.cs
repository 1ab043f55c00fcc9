using Xunit;

namespace RoutineScheduler.Cli.Tests.Ask;

public sealed class PlanQuestionTests
{
    [Fact]
    public async Task A_holiday_and_a_weekend_are_told_apart() => Assert.Equal(
        """{"decisions":[{"orderDate":"2026-11-19","runs":["2026-11-19T20:30:00-03:00"],"reasons":[]},"""
        + """{"orderDate":"2026-11-20","runs":[],"reasons":["Holiday(b3, \"Consciência Negra\")"]},"""
        + """{"orderDate":"2026-11-21","runs":[],"reasons":["NotInDayGroup"]},"""
        + """{"orderDate":"2026-11-22","runs":[],"reasons":["NotInDayGroup"]},"""
        + """{"orderDate":"2026-11-23","runs":["2026-11-23T20:30:00-03:00"],"reasons":[]}]}""",
        await Asked.LineAsync(
            """{"ask":"plan","routine":{"key":"x","type":"Daily","cron":"30 20 * * *","dayGroup":"business-days(b3)","""
            + """ "zone":"America/Sao_Paulo","between":["20:00","26:00"]},"startOfDay":"00:00","from":"2026-11-19","to":"2026-11-23"}"""));

    [Theory]
    [InlineData(
        """ "cron":"0 9 1 * *","validFrom":"2026-11-04","activeFrom":"2026-11-20T15:00:00-03:00","dayGroup":"business-days(b3)" """, "2026-11-02",
        "\"OutsideValidity\",\"NotDefinedYet(2026-11-20T15:00:00-03:00)\",\"Holiday(b3, \\\"Finados\\\")\",\"NotInCron(day-of-month)\"")]
    [InlineData("\"cron\":\"0 9 * * *\",\"between\":[\"06:00\",\"08:00\"]", "2026-11-02", "\"OutsideWindow\"")]
    [InlineData(   // the clocks leave out 00:00 to 01:00
        """ "cron":"30 0 * * *","between":["00:00","00:45"],"zone":"America/Sao_Paulo" """, "2018-11-04", "\"OutsideWindow\"")]
    public async Task Every_rule_that_says_no_is_named(string routine, string date, string reasons) => Assert.Equal(
        $$"""{"decisions":[{"orderDate":"{{date}}","runs":[],"reasons":[{{reasons}}]}]}""",
        await Asked.LineAsync($$$"""{"ask":"plan","routine":{"key":"x","type":"Daily",{{{routine}}}},"from":"{{{date}}}","to":"{{{date}}}"}"""));

    [Theory]
    [InlineData(
        """{"key":"x","type":"Cyclic","every":"PT15M","between":["09:00","09:40"]}""", "2026-11-23",
        "\"2026-11-23T09:00:00-03:00\",\"2026-11-23T09:15:00-03:00\",\"2026-11-23T09:30:00-03:00\"", "")]
    [InlineData(
        """{"key":"x","cron":"30 0 * * *","zone":"America/Sao_Paulo"}""", "2018-11-04", "\"2018-11-04T01:00:00-02:00\"",
        "\"GapShifted(00:30 → 01:00)\"")]
    [InlineData(
        """{"key":"x","cron":"0 9 * * *","dayGroup":"shift(day-of-month(20), b3, following)"}""", "2026-11-23", "\"2026-11-23T09:00:00-03:00\"",
        "\"ShiftedFrom(2026-11-20)\"")]
    public async Task Runs_and_what_shaped_them_are_given(string routine, string date, string runs, string reasons) => Assert.Equal(
        $$"""{"decisions":[{"orderDate":"{{date}}","runs":[{{runs}}],"reasons":[{{reasons}}]}]}""",
        await Asked.LineAsync($$"""{"ask":"plan","routine":{{routine}},"from":"{{date}}","to":"{{date}}"}"""));

    [Fact]
    public async Task An_order_day_may_begin_in_the_morning() => Assert.Contains(
        "\"runs\":[\"2026-11-24T02:00:00-03:00\"]",
        await Asked.LineAsync(
            """{"ask":"plan","routine":{"key":"x","cron":"0 2 * * *"},"startOfDay":"06:00","from":"2026-11-23","to":"2026-11-23"}"""));

    [Fact]
    public async Task A_date_before_every_calendar_is_decided_where_no_rule_asks_one() => Assert.Equal(
        """{"decisions":[{"orderDate":"1999-10-03","runs":["1999-10-03T01:00:00-02:00"],"reasons":["GapShifted(00:30 → 01:00)"]}]}""",
        await Asked.LineAsync("""{"ask":"plan","routine":{"key":"x","cron":"30 0 * * *"},"from":"1999-10-03","to":"1999-10-03"}"""));

    [Theory]
    [InlineData(
        """{"ask":"plan","routine":{"key":"x","type":"Cyclic","every":"PT9223372036854775807S"},"from":"2026-11-19","to":"2026-11-23"}""",
        "routine.every: ")]
    [InlineData("""{"ask":"plan","routine":{"key":"x"},"from":"2026-11-19","to":"2026-11-23"}""", "routine.cron")]
    [InlineData("""{"ask":"plan","routine":{"key":"X y","cron":"0 9 * * *"},"from":"2026-11-19","to":"2026-11-23"}""", "routine.key")]
    [InlineData(
        """{"ask":"plan","routine":{"key":"x","cron":"0 9 * * *","between":["26:00","20:00"]},"from":"2026-11-19","to":"2026-11-23"}""",
        "routine.until")]
    [InlineData(
        """{"ask":"plan","routine":{"key":"x","cron":"0 9 * * *","between":["20:00"]},"from":"2026-11-19","to":"2026-11-23"}""", "routine.between")]
    [InlineData("""{"ask":"plan","routine":{"key":"x","cron":"* * * * * *"},"from":"2026-11-19","to":"2026-11-23"}""", "MaxRunsPerDate")]
    [InlineData("""{"ask":"plan","routine":{"key":"x","type":"Weekly","cron":"0 9 * * *"},"from":"2026-11-19","to":"2026-11-23"}""", "routine.type")]
    [InlineData(
        """{"ask":"plan","routine":{"key":"x","cron":"0 9 * * *","dayGroup":"business-days(b4)"},"from":"2026-11-19","to":"2026-11-23"}""", "b4")]
    [InlineData(
        """{"ask":"plan","routine":{"key":"x","cron":"0 9 * * *","zone":"Mars/Phobos"},"from":"2026-11-19","to":"2026-11-23"}""", "Mars/Phobos")]
    [InlineData("""{"ask":"plan","routine":[1],"from":"2026-11-19","to":"2026-11-23"}""", "routine: expected an object")]
    [InlineData(
        """{"ask":"plan","routine":{"key":"x","cron":"0 9 * * *"},"startOfDay":"24:00","from":"2026-11-19","to":"2026-11-23"}""", "startOfDay")]
    [InlineData(
        """{"ask":"plan","routine":{"key":"x","type":"Cyclic","every":"15 minutes"},"from":"2026-11-19","to":"2026-11-23"}""", "routine.every")]
    [InlineData("""{"ask":"plan","routine":{"key":"x","cron":"0 9 * * *"},"from":"0001-01-01","to":"0050-01-01"}""", "from")]
    [InlineData("""{"ask":"plan","routine":{"key":"x","cron":"0 9 * * *"},"from":"9998-12-31","to":"9999-12-31"}""", "from")]
    public async Task A_wrong_question_is_told_where(string question, string told) => Assert.Contains(told, await Asked.ErrorAsync(question));
}
