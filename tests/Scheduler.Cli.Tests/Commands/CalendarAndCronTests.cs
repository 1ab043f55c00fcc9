using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>What is only calculated, and needs no storage.</summary>
public sealed class CalendarAndCronTests
{
    [Theory]
    [InlineData("2026-11-23", "calendar", "add", "anbima", "2026-11-19", "1")]
    [InlineData("2026-11-19", "calendar", "add", "b3", "20/11/2026", "-1")]
    [InlineData("2026-11-30", "calendar", "nth", "anbima", "2026-11", "-1")]
    [InlineData("2026-12-31", "calendar", "nth", "anbima", "12/2026", "-1")]
    [InlineData("2026-11-23T20:30:00-03:00", "cron", "next", "30 20 * * MON", "--count", "1")]
    [InlineData("2018-11-04T01:00:00-02:00", "cron", "next", "0 0 * * *", "--after", "2018-11-04", "--count", "1")]
    [InlineData("2026-11-19T15:00:30Z", "cron", "next", "0 15 * * * 30", "--seconds-last", "--zone", "UTC", "--count", "1")]
    public async Task The_answer_stands_alone_on_stdout(string answer, params string[] args)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.BareToolAsync(args);

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Equal(answer, said.Output.Trim());
        Assert.Equal("", said.Error);
    }

    [Fact]
    public async Task A_year_is_shown_with_names_and_sources()
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.BareToolAsync("calendar", "show", "b3", "--year", "2026", "--lang", "pt-BR");
        Assert.Equal(["2026-11-20", "sex", "Consciência Negra"], said.Row("2026-11-20")[..3]);
        Assert.Contains("abre 13:00", said.Output);

        using var json = (await scheduler.BareToolAsync("calendar", "show", "b3", "--json")).Json();
        Assert.Equal(2026, json.RootElement.GetProperty("year").GetInt32());
        Assert.Contains("projected", (await scheduler.BareToolAsync("calendar", "show", "b3", "--year", "2027")).Output);
        Assert.Equal(["anbima", "2000", "2199", "2199"], (await scheduler.BareToolAsync("calendar", "show")).Row("anbima"));
    }

    [Fact]
    public async Task A_month_without_that_day_is_no_error_but_a_no()
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.BareToolAsync("calendar", "nth", "b3", "2026-11", "23", "--json");

        Assert.Equal(ExitCode.No, said.Code);
        Assert.Equal("""{"date":null}""", said.Output.Trim());
    }

    [Theory]
    [InlineData("Known: anbima, b3", "calendar", "show", "b4")]
    [InlineData("from 2000 through 2199", "calendar", "show", "b3", "--year", "1999")]
    [InlineData("leads nowhere", "calendar", "add", "b3", "2026-11-20", "0")]
    [InlineData("whole number", "calendar", "add", "b3", "2026-11-20", "one")]
    [InlineData("is no month; write 2026-12 or 12/2026.", "calendar", "nth", "b3", "november", "1")]
    [InlineData("0th", "calendar", "nth", "b3", "2026-11", "0")]
    [InlineData("column 1: '61'", "cron", "next", "61 * * * *")]
    [InlineData("Did you mean \"America/Sao_Paulo\"?", "cron", "next", "0 0 * * *", "--zone", "America/Sao_Paolo")]
    [InlineData("is no date", "cron", "next", "0 0 * * *", "--after", "later")]
    [InlineData("--count", "cron", "next", "0 0 * * *", "--count", "0")]
    [InlineData("Known: Either, Both", "cron", "next", "0 0 * * *", "--day-fields", "neither")]
    public async Task A_wrong_argument_is_told(string told, params string[] args)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.BareToolAsync(args);

        Assert.Equal(ExitCode.Usage, said.Code);
        Assert.Contains(told, said.Error);
    }
}
