using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Planning;

public sealed class BoundsTests
{
    /// <summary>2026-11-20 is B3's and ANBIMA's holiday, a Friday.</summary>
    [Theory]
    [InlineData("2026-11-13", 1, "2026-11-17T00:00:00-03:00")]
    [InlineData("2026-11-13", 0, "2026-11-14T00:00:00-03:00")]
    [InlineData("2026-11-13", 2, "2026-11-18T00:00:00-03:00")]
    [InlineData("2026-11-14", 1, "2026-11-17T00:00:00-03:00")]
    [InlineData("2026-11-19", 1, "2026-11-24T00:00:00-03:00")]
    public void A_run_is_kept_until_the_start_of_the_date_after_so_many_business_days(string date, int keepPending, string until)
    {
        var run = APlan.Decide(APlan.Daily("0 9 * * *") with { KeepPending = keepPending }, date).Runs.Single();

        Assert.Equal(until, APlan.Text(run.Bounds.KeepUntil));
        Assert.Equal(until, APlan.Text(run.Bounds.StartUntil));
        Assert.Equal(until, APlan.Text(run.Bounds.RetryUntil));
    }

    [Fact]
    public void A_date_begins_at_StartOfDay_for_expiry_too()
    {
        var run = APlan.Decide(APlan.Daily("0 9 * * *"), "2026-11-13", PlannerSettings.Default with { StartOfDay = new LocalTime(6, 0) }).Runs
            .Single();

        Assert.Equal("2026-11-17T06:00:00-03:00", APlan.Text(run.Bounds.KeepUntil));
    }

    [Fact]
    public void A_run_expires_at_the_earliest_of_window_StartWithin_and_KeepPending()
    {
        var routine = APlan.Daily("0 9 * * *");

        Assert.Equal("2026-11-19T10:00:00-03:00", StartUntil(routine with { Window = RunWindow.Between("08:00", "10:00") }));
        Assert.Equal(
            "2026-11-19T09:20:00-03:00",
            StartUntil(routine with { Window = RunWindow.Between("08:00", "10:00"), StartWithin = Duration.FromMinutes(20) }));
        Assert.Equal("2026-11-20T00:00:00-03:00", StartUntil(routine with { KeepPending = 0, StartWithin = Duration.FromDays(2) }));
    }

    [Fact]
    public void StartWithin_counts_from_when_the_run_becomes_due_not_from_its_slot() =>
        Assert.Equal(
            "2026-11-19T10:20:00-03:00",
            StartUntil(APlan.Daily("0 9 * * *") with { Window = RunWindow.Between("10:00", "12:00"), StartWithin = Duration.FromMinutes(20) }));

    [Theory]
    [InlineData(null, null, null, "2026-11-20T00:00:00-03:00")]
    [InlineData("22:00", null, null, "2026-11-19T22:00:00-03:00")]
    [InlineData("22:00", "30:00", null, "2026-11-20T06:00:00-03:00")]
    [InlineData("22:00", "30:00", "23:00", "2026-11-19T23:00:00-03:00")]
    [InlineData(null, null, "23:00", "2026-11-19T23:00:00-03:00")]
    public void The_last_poll_is_at_PollUntil_else_the_windows_until_else_the_days_end_and_never_after_RetryUntil(
        string? windowUntil, string? pollUntil, string? retryUntil, string until)
    {
        var routine = APlan.Daily("0 9 * * *") with
        {
            Window = windowUntil is null ? null : new RunWindow(null, WallTime.Parse(windowUntil)),
            PollUntil = pollUntil is null ? null : WallTime.Parse(pollUntil),
            RetryUntil = retryUntil is null ? null : WallTime.Parse(retryUntil),
        };

        var bounds = APlan.Decide(routine, "2026-11-19").Runs.Single().Bounds;

        Assert.Equal(until, APlan.Text(bounds.PollUntil));
        Assert.Equal(retryUntil is null ? "2026-11-24T00:00:00-03:00" : "2026-11-19T23:00:00-03:00", APlan.Text(bounds.RetryUntil));
    }

    [Fact]
    public void A_run_that_nobody_knows_how_long_to_keep_is_undecided()
    {
        var last = APlan.Calendars.Get("anbima").ProjectedThrough;

        Assert.Equal("Undecided(CalendarEnds)", APlan.Decide(APlan.Daily("0 9 * * *"), $"{last}-12-31").Why);
        Assert.Equal("", APlan.Decide(APlan.Daily("0 9 * * *") with { KeepPending = 0 }, $"{last}-12-31").Why);
    }

    [Fact]
    public void A_no_stays_a_no_where_nobody_knows_how_long_to_keep_a_run() => Assert.Equal(
        "NotDefinedYet(2026-11-19T12:00:00-03:00)",
        APlan.Decide(APlan.Daily("0 9 * * *") with { ActiveFrom = APlan.At("2026-11-19T12:00:00-03:00") }, "1999-11-19").Why);

    [Fact]
    public void An_order_made_late_is_due_at_once_has_no_window_and_bounds_as_much_later()
    {
        var order = APlan.Planner(APlan.Routine() with { StartWithin = Duration.FromHours(1) })
            .Order("download-b3", APlan.Date("2026-11-13"), APlan.At("2026-11-18T10:30:00-03:00"));

        Assert.Null(order.DueAt);
        Assert.Null(order.Bounds.WindowUntil);
        Assert.Equal("2026-11-18T11:30:00-03:00", APlan.Text(order.Bounds.StartWithinUntil!.Value));
        Assert.Equal("2026-11-22T10:30:00-03:00", APlan.Text(order.Bounds.KeepUntil));
        Assert.Equal("2026-11-22T10:30:00-03:00", APlan.Text(order.Bounds.RetryUntil));
        Assert.Equal("2026-11-19T12:30:00-03:00", APlan.Text(order.Bounds.PollUntil));
    }

    [Theory]
    [InlineData(false, "2026-11-27T00:00:00-03:00")]
    [InlineData(true, null)]
    public void An_order_for_a_future_date_is_due_when_it_begins_unless_it_starts_now(bool startNow, string? due)
    {
        var order = APlan.Planner(APlan.Routine()).Order("download-b3", APlan.Date("2026-11-27"), APlan.At("2026-11-18T10:30:00-03:00"), startNow);

        Assert.Equal(due, order.DueAt is { } at ? APlan.Text(at) : null);
        Assert.Null(order.Bounds.WindowUntil);
        Assert.Equal("2026-12-01T00:00:00-03:00", APlan.Text(order.Bounds.KeepUntil));
    }

    [Fact]
    public void A_rerun_is_late_by_the_time_since_its_roots_slot()
    {
        var order = APlan.Planner(APlan.Routine()).Rerun(
            "download-b3", APlan.Date("2026-11-18"), APlan.At("2026-11-18T20:30:00-03:00"), APlan.At("2026-11-19T20:30:00-03:00"));

        Assert.Null(order.DueAt);
        Assert.Equal("2026-11-21T00:00:00-03:00", APlan.Text(order.Bounds.KeepUntil));
    }

    [Fact]
    public void An_order_outside_the_day_group_says_why_it_is_outside_and_is_made_all_the_same()
    {
        var planner = APlan.Planner(APlan.Routine());
        var now = APlan.At("2026-11-18T10:30:00-03:00");

        Assert.Equal("Holiday(b3, \"Consciência Negra\")", planner.Order("download-b3", APlan.Date("2026-11-20"), now).OutsideDayGroup?.ToString());
        Assert.Null(planner.Order("download-b3", APlan.Date("2026-11-19"), now).OutsideDayGroup);
    }

    [Fact]
    public void An_order_of_an_unknown_routine_is_refused_with_the_name_that_was_meant()
    {
        var refused = Assert.Throws<ArgumentException>(() => APlan.Planner(APlan.Routine()).Order("dowload-b3", APlan.Date("2026-11-20"), default));

        Assert.Contains("Did you mean \"download-b3\"?", refused.Message);
    }

    private static string StartUntil(Routine routine) => APlan.Text(APlan.Decide(routine, "2026-11-19").Runs.Single().Bounds.StartUntil);
}
