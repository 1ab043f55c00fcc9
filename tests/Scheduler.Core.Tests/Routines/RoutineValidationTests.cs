using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Routines;

public sealed class RoutineValidationTests
{
    private static readonly Routine Monthly =
        ARoutine.Daily("monthly") with { Type = RoutineType.Monthly, DayGroup = DayRule.Parse("business-day-of-month(anbima, 5)") };

    private static readonly Routine Cyclic = new() { Key = "cyclic", Type = RoutineType.Cyclic, Every = Duration.FromMinutes(15), Executor = "x" };

    private static readonly Dictionary<string, (Routine Routine, string Property, string Says)> Wrong = new()
    {
        ["daily without cron"] = (ARoutine.Daily() with { Cron = null }, "cron", "a Daily routine needs one"),
        ["daily with interval"] = (ARoutine.Daily() with { Every = Duration.FromMinutes(5) }, "every", "PT5M stands there"),
        ["wrong cron"] = (ARoutine.Daily() with { Cron = "0 25 * * *" }, "cron", "hour, column 3"),
        ["cron that never fires"] = (ARoutine.Daily() with { Cron = "0 0 30 2 *" }, "cron", "never fire"),
        ["monthly without cron"] = (Monthly with { Cron = null }, "cron", "a Monthly routine needs one"),
        ["monthly without day group"] = (Monthly with { DayGroup = null }, "dayGroup", "a Monthly routine needs one"),
        ["monthly with date fields"] = (Monthly with { Cron = "0 9 1 * *" }, "cron", "its three date fields are *"),
        ["monthly twice a month"] = (
            Monthly with { DayGroup = DayRule.Parse("day-of-month(1, 15)") }, "dayGroup", "2026-11 has 2 base dates (2026-11-01, 2026-11-15)"),
        ["monthly twice in one month of 24"] = (
            Monthly with { DayGroup = DayRule.Parse("dates(2026-12-24, 2028-02-01, 2028-02-29)") }, "dayGroup",
            "2028-02 has 2 base dates (2028-02-01, 2028-02-29)"),
        ["eventual with cron"] = (ARoutine.Daily() with { Type = RoutineType.Eventual }, "cron", "an Eventual routine is only ordered"),
        ["cyclic without interval"] = (Cyclic with { Every = null }, "every", "a Cyclic routine needs one"),
        ["cyclic with cron"] = (Cyclic with { Cron = "0 9 * * *" }, "cron", "a Cyclic routine has \"every\" instead"),
        ["cyclic of half seconds"] = (
            Cyclic with { Every = Duration.FromMilliseconds(1_500) }, "every", "PT1.5S is not within PT1S–PT48H in whole seconds"),
        ["cyclic too often"] = (Cyclic with { Every = Duration.FromSeconds(10) }, "every", "PT10S makes 8640 runs per date; at most 1500"),
        ["cron too often"] = (ARoutine.Daily() with { Cron = "*/30 * * * * *" }, "cron", "fires 2880 times a day; at most 1500"),
        ["window turned round"] = (
            ARoutine.Daily() with { Window = RunWindow.Between("20:00", "02:00") }, "until", "02:00 is not later than from, 20:00"),
        ["empty window"] = (ARoutine.Daily() with { Window = RunWindow.Between("20:00", "20:00") }, "until", "20:00 is not later than from, 20:00"),
        ["window until midnight only"] = (
            ARoutine.Daily() with { Window = new RunWindow(null, WallTime.Midnight) }, "until", "00:00 is not later than from, 00:00"),
        ["unknown zone"] = (ARoutine.Daily() with { Zone = "America/Sao_Paolo" }, "zone", "Did you mean \"America/Sao_Paulo\"?"),
        ["unknown calendar"] = (ARoutine.Daily() with { Calendar = "anbina" }, "calendar", "Did you mean \"anbima\"?"),
        ["unknown calendar in rule"] = (ARoutine.Daily() with { DayGroup = DayRule.Parse("business-days(b4)") }, "dayGroup", "Did you mean \"b3\"?"),
        ["unknown calendar in edge"] = (
            ARoutine.Daily() with { After = [new After("daily") { Date = new EdgeDate.BusinessDays(-1, "b4") }] }, "after[0].date",
            "Did you mean \"b3\"?"),
        ["validity turned round"] = (
            ARoutine.Daily() with { ValidFrom = new LocalDate(2026, 2, 1), ValidTo = new LocalDate(2026, 1, 1) }, "validTo",
            "2026-01-01 lies before validFrom, 2026-02-01"),
        ["priority"] = (ARoutine.Daily() with { Priority = 1_000 }, "priority", "1000 is not within 0–999"),
        ["concurrency"] = (ARoutine.Daily() with { MaxConcurrent = 0 }, "maxConcurrent", "0 lets nothing run"),
        ["keep pending"] = (ARoutine.Daily() with { KeepPending = -1 }, "keepPending", "-1 is not within 0–250"),
        ["tries"] = (ARoutine.Daily() with { Retry = RetryPolicy.Default with { Tries = 0 } }, "retry.tries", "0 is not within 1–1000"),
        ["delay"] = (ARoutine.Daily() with { Retry = RetryPolicy.Default with { Delay = -Duration.Epsilon } }, "retry.delay", "not within"),
        ["largest delay"] = (
            ARoutine.Daily() with { Retry = RetryPolicy.Default with { MaxDelay = Duration.Zero } }, "retry.maxDelay",
            "PT0S is less than the delay, PT5M"),
        ["jitter"] = (ARoutine.Daily() with { Retry = RetryPolicy.Default with { Jitter = double.NaN } }, "retry.jitter", "not within 0–1"),
        ["time-out"] = (ARoutine.Daily() with { TimeOut = Duration.Zero }, "timeOut", "PT0S is not more than"),
        ["endless time-out"] = (
            ARoutine.Daily() with { TimeOut = Duration.MaxValue }, "timeOut", "P16777215D is not more than PT0S and at most P366D"),
        ["poll"] = (ARoutine.Daily() with { PollEvery = Duration.Zero }, "pollEvery", "PT0S is not more than"),
        ["start within"] = (ARoutine.Daily() with { StartWithin = Duration.Zero }, "startWithin", "PT0S is not more than"),
        ["grace"] = (ARoutine.Daily() with { GraceFor = -Duration.Epsilon }, "graceFor", "not within"),
        ["executor"] = (ARoutine.Daily() with { Executor = "" }, "executor", "there is none"),
        ["long executor"] = (ARoutine.Daily() with { Executor = new string('x', 101) }, "executor", "1–100 characters"),
        ["folder"] = (ARoutine.Daily() with { Folder = "/prices//b3" }, "folder", "'/prices//b3' is no path label"),
        ["folder that climbs"] = (ARoutine.Daily() with { Folder = "prices/../b3" }, "folder", "is no path label"),
        ["parameters"] = (ARoutine.Daily() with { Parameters = "{a:1}" }, "parameters", "no JSON"),
        ["parameters that are no object"] = (ARoutine.Daily() with { Parameters = "[1]" }, "parameters", "a JSON object is expected"),
        ["unknown predecessor"] = (
            ARoutine.Daily() with { After = [new After("dayly") { IfNotPlanned = IfNotPlanned.Ignore }] }, "after[0].routine",
            "Did you mean \"daily\"?"),
        ["itself on the same date"] = (ARoutine.Daily() with { After = [new After("daily")] }, "after", "daily → daily"),
    };

    public static TheoryData<string> Cases => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_mistake_is_one_error_with_its_property(string mistake)
    {
        var (routine, property, says) = Wrong[mistake];

        var problem = Assert.Single(ARoutine.Check(routine));

        Assert.Equal((ProblemSeverity.Error, routine.Key, property), (problem.Severity, problem.Routine, problem.Property));
        Assert.Contains(says, problem.Message);
    }

    [Fact]
    public void What_is_right_has_no_problems() => Assert.Empty(ARoutine.Check(
        ARoutine.Daily(),
        Monthly,
        Monthly with { Key = "shifted", DayGroup = DayRule.Parse("shift(day-of-month(31), b3, following)") },
        Cyclic,
        Cyclic with { Key = "window", Window = RunWindow.Between("09:00", "18:00") },
        new Routine { Key = "eventual", Type = RoutineType.Eventual, Executor = "x", DayGroup = DayRule.Parse("business-days(b3)") },
        ARoutine.Daily("yesterday") with { After = [new After("yesterday") { Date = new EdgeDate.PreviousPlanned() }, new After("daily")] }));

    [Fact]
    public void All_mistakes_of_all_routines_come_at_once()
    {
        var problems = ARoutine.Check(
            ARoutine.Daily("a") with { Cron = "x", Zone = "y", Priority = -1, After = [new After("b")] },
            ARoutine.Daily("b") with { Executor = "", After = [new After("a")] });

        Assert.Equal(
            ["a.cron", "a.zone", "a.priority", "b.executor", "a.after"], problems.Select(problem => $"{problem.Routine}.{problem.Property}"));
    }

    [Fact]
    public void Two_routines_with_one_key_are_named_both()
    {
        var problem = Assert.Single(ARoutine.Check(ARoutine.Daily() with { Name = "First" }, ARoutine.Daily() with { Name = "Second" }));

        Assert.Equal("Routine 'daily', Key: 2 routines bear it (\"First\", \"Second\"); a key names one", problem.ToString());
    }

    [Theory]
    [InlineData(
        "0 9 1 * *", "business-days(b3)", "2027-01-01, 2027-05-01, 2027-08-01", "shift(day-of-month(1), b3, following) with the cron \"0 9 * * *\"")]
    [InlineData(
        "0 9 1,15 * *", "weekdays(mon-fri)", "2027-05-01, 2027-05-15, 2027-08-01",
        "shift(day-of-month(1, 15), anbima, following) with the cron \"0 9 * * *\"")]
    [InlineData(
        "0 9 L * *", "business-days(b3)", "2026-12-31, 2027-01-31, 2027-02-28",
        "shift(last-day-of-month, b3, following) with the cron \"0 9 * * *\"")]
    [InlineData(
        "0 9 20 1-6 *", "business-days(b3)", "2027-02-20, 2027-03-20, 2027-06-20",
        "shift(day-of-month(20) and months(1-6), b3, following) with the cron \"0 9 * * *\"")]
    [InlineData("0 9 * * 5#3", "business-days(b3)", "2026-11-20", "shift(nth-weekday(3, fri), b3, following) with the cron \"0 9 * * *\"")]
    [InlineData("0 9 15W * *", "business-days(b3)", "2027-11-15", "shift(…, b3, following)")]
    public void Dates_that_a_day_group_takes_from_cron_are_a_warning_with_the_shift_that_keeps_them(
        string cron, string rule, string lost, string shift)
    {
        var problem = Assert.Single(ARoutine.Check(ARoutine.Daily() with { Cron = cron, DayGroup = DayRule.Parse(rule) }));

        Assert.Equal((ProblemSeverity.Warning, "dayGroup"), (problem.Severity, problem.Property));
        Assert.Contains($"next {lost}", problem.Message);
        Assert.Contains(shift, problem.Message);
    }

    [Fact]
    public void An_edge_between_two_routines_of_several_runs_a_date_is_a_warning_that_says_who_waits_for_how_many()
    {
        var problem = Assert.Single(RoutineValidation.Check(
            [
                Cyclic, Cyclic with { Key = "report", After = [new After("cyclic")] },
                ARoutine.Daily() with { Key = "at-night", After = [new After("cyclic")] },
                Cyclic with { Key = "next", After = [new After("cyclic") { Date = new EdgeDate.Days(-1) }] },
            ],
            CalendarSet.Brazilian, PlannerSettings.Default, ARoutine.AsOf));

        Assert.Equal((ProblemSeverity.Warning, new RoutineKey("report"), "after"), (problem.Severity, problem.Routine, problem.Property));
        Assert.StartsWith("each of its 96 runs of a date waits for all 96 of 'cyclic'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_that_ends_before_the_first_slot_of_every_date_is_a_warning()
    {
        var late = ARoutine.Daily() with { Cron = new CronText("0,30 20,22 * * *"), Window = RunWindow.Between("08:00", "20:00") };

        var problem = Assert.Single(ARoutine.Check(late));

        Assert.Equal((ProblemSeverity.Warning, "until"), (problem.Severity, problem.Property));
        Assert.Equal("\"0,30 20,22 * * *\" fires at 20:00 at the earliest, but 20:00 is the window's end: no date has a run", problem.Message);
    }

    [Theory]
    [InlineData("0 9 * * MON-FRI", "business-days(b3)")]
    [InlineData("0 9 1 * *", "every-day")]
    [InlineData("0 9 * * *", "business-days(b3)")]
    public void Where_nothing_is_lost_that_was_picked_there_is_no_warning(string cron, string rule) =>
        Assert.Empty(ARoutine.Check(ARoutine.Daily() with { Cron = cron, DayGroup = DayRule.Parse(rule) }));

    [Fact]
    public void The_shift_that_is_advised_keeps_the_dates()
    {
        var kept = ARoutine.Daily() with { DayGroup = DayRule.Parse("shift(day-of-month(1), b3, following)") };

        Assert.Empty(ARoutine.Check(kept));
        Assert.True(kept.DayGroup!.On(new LocalDate(2027, 1, 4), CalendarSet.Brazilian).Includes);
    }

    [Fact]
    public void The_planners_settings_are_checked_too()
    {
        var settings = new PlannerSettings { Zone = "Brazil", DefaultCalendar = "b4", StartOfDay = new LocalTime(6, 0, 0, 1), MaxRunsPerDate = 0 };

        Assert.Equal(
            ["TimeZone", "DefaultCalendar", "StartOfDay", "MaxRunsPerDate"],
            RoutineValidation.Check(settings, CalendarSet.Brazilian).Select(problem => problem.Split(':')[0]));
        Assert.Empty(RoutineValidation.Check(PlannerSettings.Default, CalendarSet.Brazilian));
    }
}
