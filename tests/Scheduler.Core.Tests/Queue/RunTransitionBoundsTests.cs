using NodaTime;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Core.Tests.Queue;

/// <summary>What a bypassed window does to bounds, and the instants that the table leaves to its words.</summary>
public sealed class RunTransitionBoundsTests
{
    private static readonly Instant Due = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly Instant Late = Due + Duration.FromHours(10);
    private static readonly FencingToken Token = new(11);

    [Fact]
    public void A_run_released_past_its_expiry_with_the_window_bypassed_gets_as_long_as_it_had_after_it_was_due()
    {
        var after = Changed(ARun(RunState.Held), new RunChange.Release(BypassWindow: true), Late);

        Assert.Equal(RunState.Pending, after.State);
        Assert.Equal(Due, after.DueAt);
        Assert.Equal(Late + Duration.FromHours(2), after.StartUntil);
        Assert.Equal(Late + Duration.FromHours(5), after.RetryUntil);
        Assert.Equal(Late + Duration.FromHours(4), after.PollUntil);
    }

    [Fact]
    public void A_run_released_in_time_keeps_its_bounds_although_the_window_is_bypassed()
    {
        var run = ARun(RunState.Held);
        Assert.Equal(run with { State = RunState.Pending }, Changed(run, new RunChange.Release(BypassWindow: true), Due + Duration.FromHours(1)));
    }

    [Fact]
    public void A_run_that_was_past_its_bound_when_it_was_handed_back_and_held_is_kept_for_a_day()
    {
        var run = ARun(RunState.Held) with { HeldFrom = RunState.Recovering, DueAt = Due + Duration.FromHours(6) };
        Assert.Equal(Late + Duration.FromDays(1), Changed(run, new RunChange.Release(BypassWindow: true), Late).RetryUntil);
    }

    [Fact]
    public void A_held_poll_does_not_expire_and_comes_back_as_a_poll()
    {
        var run = ARun(RunState.Held) with { HeldFrom = RunState.Recovering, IsPolling = true };
        Assert.Equal(run with { State = RunState.Recovering }, Changed(run, new RunChange.Release(), Late));
    }

    [Fact]
    public void A_run_started_by_hand_past_its_window_gets_a_new_one_only_if_the_window_is_bypassed()
    {
        var run = ARun(RunState.Pending);
        Assert.True(Changed(run, new RunChange.StartNow(), Late).HasExpiredBy(Late));
        Assert.Equal(Late + Duration.FromHours(2), Changed(run, new RunChange.StartNow(Bypass.Window), Late).ExpiresAt);
    }

    [Fact]
    public void A_run_started_by_hand_before_its_time_keeps_its_bounds()
    {
        var before = Due - Duration.FromHours(1);
        Assert.Equal(ARun(RunState.Pending) with { DueAt = before }, Changed(ARun(RunState.Pending), new RunChange.StartNow(Bypass.Window), before));
    }

    [Fact]
    public void A_last_poll_that_was_lost_is_still_the_last_poll()
    {
        var poll = ARun(RunState.Recovering) with { IsPolling = true, DueAt = Due + Duration.FromHours(4) };
        var claimed = Changed(poll, new RunChange.Claim(Token), Late);
        var lost = Changed(claimed, new RunChange.Lapse(MaxLost: 3), Late);

        Assert.Null(lost.ExpiresAt);
        Assert.Equal(
            EndCause.NotAvailable,
            Changed(Changed(lost, new RunChange.Claim(Token), Late), new RunChange.FinishNotAvailable(Token, Duration.FromMinutes(5)), Late).Cause);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1000)]
    public void A_priority_outside_its_range_is_refused_where_it_is_made(int priority) =>
        Assert.Contains(
            "0–999", Assert.Throws<ArgumentOutOfRangeException>(() => new RunChange.Reprioritise(priority)).Message, StringComparison.Ordinal);

    private static RunFacts ARun(RunState state) => new()
    {
        State = state,
        DueAt = Due,
        StartUntil = Due + Duration.FromHours(2),
        RetryUntil = Due + Duration.FromHours(5),
        PollUntil = Due + Duration.FromHours(4),
    };

    private static RunFacts Changed(RunFacts run, RunChange change, Instant now) =>
        Assert.IsType<RunTransition.Changed>(RunTransition.Decide(run, change, now)).Run;
}
