using NodaTime;
using RoutineScheduler.Planning;
using Xunit;

namespace RoutineScheduler.Core.Tests.Planning;

/// <summary>The bounds of semantics 7, and what lateness does to them.</summary>
public sealed class RunBoundsTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly Duration Hour = Duration.FromHours(1);
    private static readonly RunBounds Bounds = new(Noon + Hour, Noon + (2 * Hour), Noon + (30 * Hour), Noon + (31 * Hour), Noon + (4 * Hour));

    [Fact]
    public void A_run_starts_before_the_earliest_of_window_start_within_and_keep_pending()
    {
        Assert.Equal(Noon + Hour, Bounds.StartUntil);
        Assert.Equal(Noon + (2 * Hour), (Bounds with { WindowUntil = null }).StartUntil);
        Assert.Equal(Noon + (30 * Hour), (Bounds with { WindowUntil = null, StartWithinUntil = null }).StartUntil);
        Assert.Equal(Noon, (Bounds with { KeepUntil = Noon }).StartUntil);
    }

    [Fact]
    public void A_late_run_has_no_window_and_its_other_bounds_are_later_but_for_start_within() => Assert.Equal(
        new RunBounds(null, Noon + (2 * Hour), Noon + (33 * Hour), Noon + (34 * Hour), Noon + (7 * Hour)), Bounds.Late(3 * Hour));

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_run_that_is_made_before_its_time_only_loses_its_window(int hours) =>
        Assert.Equal(Bounds with { WindowUntil = null }, Bounds.Late(hours * Hour));
}
