using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Core.Tests;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Ask;

public sealed class CalendarQuestionTests
{
    [Theory]
    [InlineData("""{"ask":"calendar-day","calendar":"b3","date":"2026-11-20"}""", """{"businessDay":false,"holiday":"Consciência Negra"}""")]
    [InlineData("""{"ask":"calendar-day","calendar":"b3","date":"2026-11-19"}""", """{"businessDay":true}""")]
    [InlineData("""{"ask":"calendar-day","calendar":"b3","date":"2026-11-21"}""", """{"businessDay":false}""")]
    [InlineData("""{"ask":"calendar-add","calendar":"anbima","date":"2026-11-19","days":1}""", """{"date":"2026-11-23"}""")]
    [InlineData("""{"ask":"calendar-add","calendar":"anbima","date":"2026-11-23","days":-1}""", """{"date":"2026-11-19"}""")]
    [InlineData("""{"ask":"calendar-add","calendar":"anbima","date":"2026-11-23","days":0}""", """{"date":"2026-11-23"}""")]
    [InlineData("""{"ask":"calendar-nth","calendar":"anbima","month":"2026-11","n":-1}""", """{"date":"2026-11-30"}""")]
    [InlineData("""{"ask":"calendar-nth","calendar":"anbima","month":"2026-11","n":23}""", """{"date":null}""")]
    [InlineData("""{"ask":"calendar-count","calendar":"anbima","from":"2026-11-19","to":"2026-11-24"}""", """{"days":2}""")]
    [InlineData("""{"ask":"calendar-count","calendar":"anbima","from":"2026-11-19","to":"2026-11-19"}""", """{"days":0}""")]
    public async Task A_question_is_answered(string question, string answer) => Assert.Equal(answer, await Asked.LineAsync(question));

    [Theory]
    [InlineData("""{"ask":"calendar-day","calendar":"b4","date":"2026-11-20"}""", "calendar:", "b3")]
    [InlineData("""{"ask":"calendar-day","calendar":"b3","date":"2026-02-29"}""", "date:", "2026-02-29")]
    [InlineData("""{"ask":"calendar-day","calendar":"b3","date":"1999-12-31"}""", "b3", "from 2000 through 2199")]
    [InlineData("""{"ask":"calendar-add","calendar":"b3","date":"2026-11-20","days":0}""", "Consciência Negra", "1 gives the next one")]
    [InlineData("""{"ask":"calendar-add","calendar":"b3","date":"2026-11-20","days":2147483647}""", "2147483647", "through 2199")]
    [InlineData("""{"ask":"calendar-add","calendar":"b3","date":"2026-11-20","days":99999999999999999999}""", "days", "whole number")]
    [InlineData("""{"ask":"calendar-nth","calendar":"b3","month":"2026-13","n":1}""", "month", "2026-11")]
    [InlineData("""{"ask":"calendar-nth","calendar":"b3","month":"2026-11","n":0}""", "0th", "1 is its first")]
    [InlineData("""{"ask":"calendar-count","calendar":"b3","from":"2026-11-20","to":"2026-11-19"}""", "2026-11-19", "earlier")]
    [InlineData("""{"ask":"calendar-count","calendar":"b3","from":"2026-11-20"}""", "to", "missing")]
    public async Task A_wrong_question_is_told_what_and_where(string question, string where, string right)
    {
        var error = await Asked.ErrorAsync(question);
        Assert.Contains(where, error);
        Assert.Contains(right, error);
        Assert.DoesNotContain("Parameter", error);
    }

    [Fact]
    public async Task Every_session_of_the_exchange_is_a_business_day_of_b3()
    {
        var sessions = File.ReadLines(OracleData.File("calendars", "bvmf_sessions_exchange_calendars_1990_2026.csv"))
            .Skip(1).Select(line => line.Split(',')[0]).Where(date => LocalDatePattern.Iso.Parse(date).Value.Year >= 2000).ToList();
        var answers = await Asked.LinesAsync(sessions.Select(date => $$"""{"ask":"calendar-day","calendar":"b3","date":"{{date}}"}"""));

        Assert.True(sessions.Count > 6_000);
        Assert.Equal(sessions.Count, answers.Count);
        Assert.All(answers, answer => Assert.True(JsonDocument.Parse(answer).RootElement.GetProperty("businessDay").GetBoolean()));
    }

    [Fact]
    public async Task No_weekday_on_which_the_exchange_was_closed_is_one()
    {
        var closed = File.ReadLines(OracleData.File("calendars", "bvmf_closed_weekdays_exchange_calendars_1990_2026.csv"))
            .Skip(1).Select(line => LocalDatePattern.Iso.Parse(line.Split(',')[0]).Value)
            // What the lists' README rules otherwise.
            .Where(date => date.Year >= 2000 && date != new LocalDate(2020, 7, 9) && date != new LocalDate(2020, 11, 20)).ToList();
        var answers = await Asked.LinesAsync(closed.Select(LocalDatePattern.Iso.Format)
            .Select(date => $$"""{"ask":"calendar-day","calendar":"b3","date":"{{date}}"}"""));

        Assert.True(closed.Count > 200);
        Assert.All(answers, answer => Assert.NotEmpty(JsonDocument.Parse(answer).RootElement.GetProperty("holiday").GetString()!));
    }
}
