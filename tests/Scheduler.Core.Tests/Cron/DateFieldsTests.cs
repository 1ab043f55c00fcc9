using NodaTime;
using RoutineScheduler.Cron;
using Xunit;

namespace RoutineScheduler.Core.Tests.Cron;

/// <summary>2026-01-01 is a Thursday.</summary>
public sealed class DateFieldsTests
{
    [Theory]
    [InlineData("0 9 * * *", "2026-01-01", DayFields.Either, "")]
    [InlineData("0 9 * 2 *", "2026-01-01", DayFields.Either, "Month")]
    [InlineData("0 9 2 * *", "2026-01-01", DayFields.Either, "DayOfMonth")]
    [InlineData("0 9 * * FRI", "2026-01-01", DayFields.Either, "DayOfWeek")]
    [InlineData("0 9 ? * FRI", "2026-01-01", DayFields.Either, "DayOfWeek")]
    [InlineData("0 9 1 * FRI", "2026-01-01", DayFields.Either, "")]
    [InlineData("0 9 2 * THU", "2026-01-01", DayFields.Either, "")]
    [InlineData("0 9 2 * FRI", "2026-01-01", DayFields.Either, "DayOfMonth,DayOfWeek")]
    [InlineData("0 9 2 * FRI", "2026-01-01", DayFields.Both, "DayOfMonth,DayOfWeek")]
    [InlineData("0 9 1 * FRI", "2026-01-01", DayFields.Both, "DayOfWeek")]
    [InlineData("0 9 2 * THU", "2026-01-01", DayFields.Both, "DayOfMonth")]
    [InlineData("0 9 1 * THU", "2026-01-01", DayFields.Both, "")]
    [InlineData("0 9 2 2 FRI", "2026-01-01", DayFields.Either, "Month,DayOfMonth,DayOfWeek")]
    [InlineData("0 9 1 2 FRI", "2026-01-01", DayFields.Either, "Month")]
    [InlineData("0 9 */2 * FRI", "2026-01-01", DayFields.Either, "")]
    [InlineData("0 9 */2 * FRI", "2026-01-02", DayFields.Either, "")]
    [InlineData("0 9 */2 * FRI", "2026-01-04", DayFields.Either, "DayOfMonth,DayOfWeek")]
    [InlineData("0 9 L * *", "2026-02-28", DayFields.Either, "")]
    [InlineData("0 9 L * *", "2028-02-28", DayFields.Either, "DayOfMonth")]
    [InlineData("0 9 LW * *", "2026-01-30", DayFields.Either, "")]
    [InlineData("0 9 1W * *", "2026-08-03", DayFields.Either, "")]
    [InlineData("0 9 1W * *", "2026-07-31", DayFields.Either, "DayOfMonth")]
    [InlineData("0 9 L * FRI#2", "2026-01-09", DayFields.Either, "")]
    [InlineData("0 9 L * FRI#2", "2026-01-31", DayFields.Either, "")]
    [InlineData("0 9 L * FRI#2", "2026-01-16", DayFields.Either, "DayOfMonth,DayOfWeek")]
    [InlineData("0 9 * * 5L", "2026-01-30", DayFields.Either, "")]
    [InlineData("0 9 * * 5L", "2026-01-23", DayFields.Either, "DayOfWeek")]
    [InlineData("0 9 * * 7-3/2", "2026-01-04", DayFields.Either, "")]
    [InlineData("0 9 * * 07-3/2", "2026-01-05", DayFields.Either, "DayOfWeek")]
    [InlineData("0 9 * * 7-7", "2026-01-04", DayFields.Either, "")]
    [InlineData("0 9 * * 7-07", "2026-01-05", DayFields.Either, "DayOfWeek")]
    [InlineData("0 9 * * 5,7-3/2", "2026-01-02", DayFields.Either, "")]
    public void Each_field_that_said_no_is_named(string expression, string date, DayFields dayFields, string saidNo)
    {
        var answer = CronSchedule.Parse(expression, dayFields: dayFields).MatchesDate(Wall.Date(date));

        Assert.Equal(saidNo, string.Join(',', answer.SaidNo));
        Assert.Equal(saidNo.Length == 0, answer.Matches);
    }

    [Fact]
    public void Each_field_that_said_no_prints_as_people_write_it() =>
        Assert.Equal(["month", "day-of-month", "day-of-week"], new DateFieldAnswer(true, true, true).SaidNo.Select(field => field.Name()));

    [Theory]
    [InlineData("0 9 * * *", false, false)]
    [InlineData("0 9 ? * ?", false, false)]
    [InlineData("0 9 * 6 *", true, false)]
    [InlineData("0 9 * * 1-5", true, false)]
    [InlineData("0 9 1 * *", true, true)]
    [InlineData("0 9 */2 * *", true, true)]
    [InlineData("0 9 L * *", true, true)]
    [InlineData("0 9 15W * *", true, true)]
    [InlineData("0 9 * * FRI#2", true, true)]
    [InlineData("0 9 * * 5L", true, true)]
    public void Date_fields_tell_whether_they_restrict_and_whether_they_pick_days_of_the_month(string expression, bool restrict, bool pick)
    {
        var schedule = CronSchedule.Parse(expression);

        Assert.Equal((restrict, pick), (schedule.HasDateFields, schedule.PicksDaysByMonth));
    }

    [Theory]
    [InlineData("0 9 29 2 MON", DayFields.Both, "2026-01-01", "2044-02-29")]
    [InlineData("0 9 29 2 MON", DayFields.Either, "2026-01-01", "2026-02-02")]
    [InlineData("0 9 1 * *", DayFields.Either, "2026-01-01", "2026-01-01")]
    [InlineData("0 9 1 * *", DayFields.Either, "2026-01-02", "2026-02-01")]
    public void The_next_matching_date_is_found_however_rare(string expression, DayFields dayFields, string from, string next) =>
        Assert.Equal(Wall.Date(next), CronSchedule.Parse(expression, dayFields: dayFields).NextDate(Wall.Date(from)));

    [Fact]
    public void A_date_before_year_1_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CronSchedule.Parse("0 9 * * *").MatchesDate(new LocalDate(0, 12, 31)));

    /// <summary>NextDate walks Cronos' joined expressions, MatchesDate asks field by field: two ways to one answer.</summary>
    [Theory]
    [InlineData("0 0 1,15 * MON")]
    [InlineData("0 0 LW 1-6 FRI")]
    [InlineData("0 0 31W */2 *")]
    [InlineData("0 0 L-3 * 0L")]
    [InlineData("0 0 13 * FRI")]
    public void Walking_the_dates_and_asking_each_date_agree(string expression)
    {
        foreach (var schedule in new[] { CronSchedule.Parse(expression), CronSchedule.Parse(expression, dayFields: DayFields.Both) })
        {
            var first = new LocalDate(2024, 1, 1);
            var asked = Enumerable.Range(0, 1_461).Select(first.PlusDays).Where(date => schedule.MatchesDate(date).Matches);

            Assert.Equal(asked, Walk(schedule, first, first.PlusDays(1_461)));
        }
    }

    private static IEnumerable<LocalDate> Walk(CronSchedule schedule, LocalDate from, LocalDate end)
    {
        for (var date = schedule.NextDate(from); date < end; date = schedule.NextDate(date.Value.PlusDays(1)))
        {
            yield return date.Value;
        }
    }
}
