using RoutineScheduler.Cron;
using Xunit;

namespace RoutineScheduler.Core.Tests.Cron;

public sealed class CronSyntaxTests
{
    [Theory]
    [InlineData("61 * * * *", CronField.Minute, 1, "0-59")]
    [InlineData("0 24 * * *", CronField.Hour, 3, "0-23")]
    [InlineData("  0\t9   32 * *", CronField.DayOfMonth, 9, "1-31")]
    [InlineData("0 9 1,99 * *", CronField.DayOfMonth, 7, "1-31")]
    [InlineData("0 9 1, * *", CronField.DayOfMonth, 7, "1-31")]
    [InlineData("0 9 L-31 * *", CronField.DayOfMonth, 7, "0-30")]
    [InlineData("0 9 15W,16 * *", CronField.DayOfMonth, 8, "end of the field")]
    [InlineData("0 9 1-5W * *", CronField.DayOfMonth, 8, "end of the field")]
    [InlineData("0 9 * 13 *", CronField.Month, 7, "JAN-DEC")]
    [InlineData("0 9 * JAX *", CronField.Month, 7, "JAN-DEC")]
    [InlineData("0 9 * JAN-FOO *", CronField.Month, 11, "1-12 or JAN-DEC")]
    [InlineData("0 9 * * 8", CronField.DayOfWeek, 9, "0 and 7 are Sunday")]
    [InlineData("0 9 * * SUNDAY", CronField.DayOfWeek, 12, "end of the field")]
    [InlineData("0 9 * * FRI#6", CronField.DayOfWeek, 13, "1-5")]
    [InlineData("0 9 * * L", CronField.DayOfWeek, 9, "5L")]
    [InlineData("*/0 9 * * *", CronField.Minute, 3, "a step of 1-59")]
    [InlineData("0 */24 * * *", CronField.Hour, 5, "a step of 1-23")]
    [InlineData("60 0 9 * * *", CronField.Second, 1, "0-59")]
    [InlineData("001 * * * *", CronField.Minute, 1, "0-59")]
    [InlineData("0 9 * * *,5", CronField.DayOfWeek, 10, "end of the field")]
    public void A_wrong_field_is_named_with_its_column_and_what_is_allowed(string expression, CronField field, int column, string allowed)
    {
        var problem = Assert.Single(Refused(expression).Problems);

        Assert.Equal((field, column), (problem.Field, problem.Column));
        Assert.Contains(allowed, problem.Allowed);
    }

    [Fact]
    public void All_wrong_fields_are_named_at_once()
    {
        var refused = Refused("61 25 * 13 *");

        Assert.Equal([CronField.Minute, CronField.Hour, CronField.Month], refused.Problems.Select(problem => problem.Field));
        Assert.Contains("minute, column 1", refused.Message);
        Assert.Contains("hour, column 4", refused.Message);
        Assert.Contains("month, column 9", refused.Message);
    }

    [Theory]
    [InlineData("H * * * *", CronField.Minute)]
    [InlineData("0 H/6 * * *", CronField.Hour)]
    [InlineData("0 0 h * *", CronField.DayOfMonth)]
    [InlineData("0 H(0-7) * * *", CronField.Hour)]
    public void H_is_refused_by_name(string expression, CronField field)
    {
        var problem = Assert.Single(Refused(expression).Problems);

        Assert.Equal(field, problem.Field);
        Assert.StartsWith("H in ", problem.Found);
    }

    [Theory]
    [InlineData("0 0 * * *\0 nonsense", 10, "U+0000")]
    [InlineData("0 0 * *\n*", 8, "U+000A")]
    [InlineData("\r0 0 * * *", 1, "U+000D")]
    [InlineData("0 0 * * *\u0085", 10, "U+0085")]
    public void A_control_character_other_than_the_tab_is_refused(string expression, int column, string found)
    {
        var refused = Refused(expression);

        Assert.Equal(column, Assert.Single(refused.Problems).Column);
        Assert.Contains(found, refused.Problems[0].Found);
        Assert.DoesNotContain(refused.Message, char.IsControl);
    }

    [Theory]
    [InlineData("", 1, "0 fields")]
    [InlineData("0 9 * *", 8, "4 fields")]
    [InlineData("0 0 9 * * * 2030", 13, "7 fields")]
    [InlineData("@dayly", 1, "@dayly")]
    [InlineData("@daily 5", 8, "5")]
    public void What_is_wrong_as_a_whole_is_told_with_its_column(string expression, int column, string found)
    {
        var problem = Assert.Single(Refused(expression).Problems);

        Assert.Null(problem.Field);
        Assert.Equal(column, problem.Column);
        Assert.Contains(found, problem.Found);
    }

    [Fact]
    public void A_list_of_any_length_is_refused_before_it_is_expanded()
    {
        var refused = Refused($"{string.Join(',', Enumerable.Repeat("1", 1_000_000))} * * * *");

        Assert.Contains("at most 1024", refused.Message);
        Assert.InRange(refused.Message.Length, 1, 400);
    }

    [Fact]
    public void The_longest_useful_expression_is_read()
    {
        var sixty = string.Join(',', Enumerable.Range(0, 60));
        var schedule = CronSchedule.Parse(
            $"{sixty} {sixty} {string.Join(',', Enumerable.Range(0, 24))} {string.Join(',', Enumerable.Range(1, 31))} 1,2,3,4,5,6,7,8,9,10,11,12 " +
            "0,1,2,3,4,5,6,7");

        Assert.Equal(86_400, schedule.TimesPerDay);
    }

    [Theory]
    [InlineData("0 0 30 2 *", DayFields.Either)]
    [InlineData("0 0 30 2 *", DayFields.Both)]
    [InlineData("0 0 30 2 MON", DayFields.Both)]
    [InlineData("0 0 L-30 2 *", DayFields.Either)]
    [InlineData("0 0 15W * SAT", DayFields.Both)]
    public void What_never_fires_in_its_own_mode_is_refused(string expression, DayFields dayFields)
    {
        var refused = Assert.Throws<CronException>(() => CronSchedule.Parse(expression, dayFields: dayFields));

        Assert.Contains("would never fire", Assert.Single(refused.Problems).Found);
        Assert.Equal((CronField.DayOfMonth, 5), (refused.Problems[0].Field, refused.Problems[0].Column));
    }

    [Theory]
    [InlineData("0 0 30 2 MON", DayFields.Either)]
    [InlineData("0 0 29 2 MON", DayFields.Both)]
    [InlineData("0 0 29 2 *", DayFields.Both)]
    public void What_fires_rarely_is_read(string expression, DayFields dayFields) =>
        Assert.Equal(expression, CronSchedule.Parse(expression, dayFields: dayFields).ToString());

    [Theory]
    [InlineData("@hourly", "0 * * * *", true)]
    [InlineData("@DAILY", "0 0 * * *", false)]
    [InlineData("@midnight", "0 0 * * *", false)]
    [InlineData("@weekly", "0 0 * * 0", false)]
    [InlineData("@monthly", "0 0 1 * *", false)]
    [InlineData(" @yearly\t", "0 0 1 1 *", false)]
    [InlineData("@annually", "0 0 1 1 *", false)]
    [InlineData("@every_minute", "* * * * *", true)]
    [InlineData("@every_second", "* * * * * *", true)]
    public void A_macro_is_what_it_stands_for(string macro, string expansion, bool isInterval)
    {
        Assert.Equal(CronSchedule.Parse(expansion), CronSchedule.Parse(macro));
        Assert.Equal(CronSchedule.Parse(expansion), CronSchedule.Parse(macro, CronDialect.SecondsLast));
        Assert.Equal(isInterval, CronSchedule.Parse(macro).IsInterval);
    }

    [Theory]
    [InlineData("0 9 * * mon-fri", "0 9 * * MON-FRI")]
    [InlineData("  0   9\t* * 1l ", "0 9 * * 1L")]
    [InlineData("0 0 9 * * *", "0 9 * * *")]
    [InlineData("30 0 9 * * *", "30 0 9 * * *")]
    public void The_canonical_text_gives_the_same_schedule(string expression, string canonical)
    {
        var schedule = CronSchedule.Parse(expression);

        Assert.Equal(canonical, schedule.Canonical);
        Assert.Equal(schedule, CronSchedule.Parse(canonical));
        Assert.Equal(schedule.GetHashCode(), CronSchedule.Parse(canonical).GetHashCode());
    }

    [Fact]
    public void Seconds_stand_last_only_where_the_dialect_says_so()
    {
        Assert.Equal(CronSchedule.Parse("30 0 9 * * 1"), CronSchedule.Parse("0 9 * * 1 30", CronDialect.SecondsLast));
        Assert.Equal(CronSchedule.Parse("0 9 * * 1"), CronSchedule.Parse("0 9 * * 1", CronDialect.SecondsLast));
        Assert.Equal(CronField.DayOfWeek, Assert.Single(Refused("0 9 * * 1 30").Problems, problem => problem.Column == 11).Field);
    }

    [Fact]
    public void How_the_day_fields_are_joined_is_part_of_equality()
    {
        Assert.NotEqual(CronSchedule.Parse("0 0 1 * 1"), CronSchedule.Parse("0 0 1 * 1", dayFields: DayFields.Both));
        Assert.True(CronSchedule.Parse("0 0 1 * 1") != CronSchedule.Parse("0 0 1 * 2"));
        Assert.True(CronSchedule.Parse("0 0 1 * 1") == CronSchedule.Parse(" 0 0 1 * 1"));
    }

    [Theory]
    [InlineData("0 9 * * *", false)]
    [InlineData("0,30 9,10 * * *", false)]
    [InlineData("0 9 */2 1-6 1-5", false)]
    [InlineData("*/5 9 * * *", true)]
    [InlineData("0 9-10 * * *", true)]
    [InlineData("5/10 9 * * *", true)]
    [InlineData("? 9 * * *", true)]
    [InlineData("0-1 0 9 * * *", true)]
    [InlineData("0 0 9 * * *", false)]
    public void An_interval_is_what_Cronos_takes_for_one(string expression, bool isInterval)
    {
        Assert.Equal(isInterval, CronSchedule.Parse(expression).IsInterval);
        Assert.Same(isInterval ? ClockChangePolicy.Interval : ClockChangePolicy.FixedTime, CronSchedule.Parse(expression).ClockChanges);
    }

    private static CronException Refused(string expression) => Assert.Throws<CronException>(() => CronSchedule.Parse(expression));
}
