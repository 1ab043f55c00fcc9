using System.Globalization;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Planning;

public sealed class ExplanationTests
{
    [Theory]
    [InlineData("2026-11-20", "Holiday(b3, \"Consciência Negra\"); next: 2026-11-23 20:30")]
    [InlineData("2026-11-19", "runs 2026-11-19 20:30; next: 2026-11-23 20:30")]
    public void One_line_says_why_and_when_next(string date, string text) =>
        Assert.Equal(text, APlan.Planner(APlan.Routine()).Explain("download-b3", APlan.Date(date)).Text);

    [Fact]
    public void A_hosts_culture_changes_no_text()
    {
        var (before, theirs) = (CultureInfo.CurrentCulture, (CultureInfo)CultureInfo.InvariantCulture.Clone());
        theirs.DateTimeFormat.TimeSeparator = ".";   // as Finnish and Danish write
        CultureInfo.CurrentCulture = theirs;
        try
        {
            One_line_says_why_and_when_next("2026-11-19", "runs 2026-11-19 20:30; next: 2026-11-23 20:30");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Many_runs_are_counted_and_reasons_stand_behind_them()
    {
        var explanation = APlan.Planner(APlan.Daily("*/30 0-8 * * *")).Explain("daily", APlan.Date("2018-11-04"));

        Assert.Equal(
            "runs 16 times from 2018-11-04 01:00 to 2018-11-04 08:30; GapShifted(00:00 → 01:00); GapShifted(00:30 → 01:00); "
            + "next: 18 times from 2018-11-05 00:00 to 2018-11-05 08:30",
            explanation.Text);
    }

    [Fact]
    public void The_data_is_there_beside_the_text()
    {
        var explanation = APlan.Planner(APlan.Routine()).Explain("download-b3", APlan.Date("2026-11-20"));

        Assert.Empty(explanation.Decision.Runs);
        Assert.Equal(["Holiday(b3, \"Consciência Negra\")"], explanation.Reasons);
        Assert.Equal(APlan.Date("2026-11-23"), explanation.NextDate);
        Assert.Equal([APlan.At("2026-11-23T20:30:00-03:00")], explanation.NextAt);
    }

    [Fact]
    public void Details_name_bounds_base_date_and_edges()
    {
        var routine = APlan.Daily("0 9 * * *") with
        {
            DayGroup = DayRule.Parse("shift(day-of-month(20), b3, following)"),
            Window = RunWindow.Between("10:00", "12:00"),
            After = [new After("download-b3") { Date = new EdgeDate.BusinessDays(-1, "b3") }],
        };

        Assert.Equal(
            [
                "planned 2026-11-23 09:00, due when the window opens, 2026-11-23 10:00",
                "base date 2026-11-20",
                "starts before 2026-11-23 12:00, else it is missed",
                "retries until 2026-11-25 00:00, polls until 2026-11-23 12:00",
                "waits for download-b3 of 2026-11-19: Success, if not planned Ignore",
            ],
            APlan.Planner(routine, APlan.Routine()).Explain("daily", APlan.Date("2026-11-23")).Details);
    }

    [Fact]
    public void What_is_undecided_says_what_is_missing()
    {
        var explanation = APlan.Planner(APlan.Daily("0 9 * * *") with { Zone = "America/Sao_Paolo" }).Explain("daily", APlan.Date("2026-11-19"));

        Assert.Equal("Undecided(UnknownZone); next: none", explanation.Text);
        Assert.Contains("Did you mean \"America/Sao_Paulo\"?", explanation.Details.Single());
    }

    [Theory]
    [InlineData("2026-11-30")]
    [InlineData("2026-11-19")]
    public void Where_nothing_comes_any_more_there_is_no_next(string validTo)
    {
        var routine = APlan.Daily("0 9 19 11 *") with { ValidTo = APlan.Date(validTo) };

        Assert.EndsWith("; next: none", APlan.Planner(routine).Explain("daily", APlan.Date("2026-11-19")).Text);
    }

    [Fact]
    public void An_eventual_routine_is_only_ordered() =>
        Assert.Equal(
            "OnlyOrdered; next: none",
            APlan.Planner(new Routine { Key = "e", Type = RoutineType.Eventual, Executor = "x" }).Explain("e", APlan.Date("2026-11-19")).Text);
}
