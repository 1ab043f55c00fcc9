using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>Claiming: who gets which run, and when.</summary>
public abstract class RunQueueConformance : StorageConformance
{
    [Fact]
    public async Task A_run_is_not_claimed_before_it_is_due_by_the_stores_clock()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon)));

        Clock.Reset(Noon - Duration.FromMilliseconds(1));
        Assert.Empty(await ClaimAsync());

        Clock.Reset(Noon);
        var claimed = Assert.Single(await ClaimAsync());
        Assert.Equal(run, claimed.Lease.Run);
        Assert.Equal((Anna, Noon, Noon + AClaim.LeaseFor), (claimed.Lease.Node, claimed.Lease.GrantedAt, claimed.Lease.LapsesAt));
    }

    [Fact]
    public async Task A_claimed_run_says_who_executes_it_since_when_and_for_how_long()
    {
        var planned = APlannedRun.DueAt(Noon) with { BaseDate = Day - Period.FromDays(2) };
        var claimed = await ALeasedRunAsync(planned);

        Assert.Equal((1, new RoutineKey("prices"), 1L, APlannedRun.Executor), (claimed.Number, claimed.Routine, claimed.Version, claimed.Executor));
        Assert.Equal(
            (Day, Day - Period.FromDays(2), RunState.Running, false), (claimed.OrderDate, claimed.BaseDate, claimed.Facts.State, claimed.HasEdges));
        var row = await RowAsync(claimed.Lease.Run);
        Assert.Equal((RunState.Running, claimed.Lease.Token), (row.Facts.State, row.Facts.Token));
        Assert.Equal((1, "anna", Noon, Noon + AClaim.LeaseFor), (row.Attempts, row.Node, row.StartedAt, row.LapsesAt));
    }

    [Fact]
    public async Task Smaller_priorities_go_first_then_the_earlier_due_then_the_lower_id()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon - Hour, "late-but-unimportant").Priority(60),
            APlannedRun.DueAt(Noon, "same-instant-a").Priority(20),
            APlannedRun.DueAt(Noon, "same-instant-b").Priority(20),
            APlannedRun.DueAt(Noon - Minute, "earlier").Priority(20),
            APlannedRun.DueAt(Noon, "urgent").Priority(0));

        Assert.Equal([runs[4], runs[3], runs[1], runs[2], runs[0]], await ClaimedIdsAsync());
    }

    [Fact]
    public async Task Among_the_executors_of_one_priority_the_one_with_the_oldest_due_run_goes_first_a_batch_at_a_time()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon - (3 * Minute), "a1").By("copy"),
            APlannedRun.DueAt(Noon - (2 * Minute), "b1").By("load"),
            APlannedRun.DueAt(Noon - Minute, "a2").By("copy"),
            APlannedRun.DueAt(Noon, "b2").By("load"),
            APlannedRun.DueAt(Noon, "c").By("load").Priority(10));

        Assert.Equal([runs[4], runs[0], runs[2], runs[1], runs[3]], await ClaimedIdsAsync(100, Anna, "load", "copy"));
    }

    [Fact]
    public async Task No_more_runs_are_claimed_than_there_are_places()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon - Minute, "b"), APlannedRun.DueAt(Noon, "c"));

        Assert.Equal([runs[1], runs[0]], await ClaimedIdsAsync(places: 2));
        Assert.Equal([runs[2]], await ClaimedIdsAsync(places: 2, Ben));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_node_without_free_places_gets_nothing(int places)
    {
        await LoadAsync(APlannedRun.DueAt(Noon));

        Assert.Empty(await ClaimAsync(places));
    }

    [Fact]
    public async Task A_node_gets_only_runs_whose_executor_it_has()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon, "a").By("python"), APlannedRun.DueAt(Noon, "b").By("copy"));

        Assert.Equal([runs[1]], await ClaimedIdsAsync(100, Anna, "copy", "load"));
        Assert.Empty(await ClaimAsync(100, Ben, "unheard-of"));
    }

    [Fact]
    public async Task A_run_is_claimed_until_it_expires_and_not_at_that_instant()
    {
        await LoadAsync(APlannedRun.DueAt(Noon, "a").WindowUntil(Noon + Minute), APlannedRun.DueAt(Noon, "b").WindowUntil(Noon + Minute + Minute));
        Clock.Reset(Noon + Minute);

        Assert.Equal("b", Assert.Single(await ClaimAsync()).Routine.Value);
    }

    [Theory]
    [InlineData(RunState.Held)]
    [InlineData(RunState.Cancelled)]
    [InlineData(RunState.Skipped)]
    public async Task What_is_held_or_has_ended_is_not_claimed(RunState state)
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon)));
        await ActAsync(
            state switch { RunState.Held => new RunChange.Hold(), RunState.Cancelled => new RunChange.Cancel(), _ => new RunChange.Skip() }, run);

        Assert.Empty(await ClaimAsync());
        Assert.Equal(state, await StateAsync(run));
    }

    [Fact]
    public async Task A_recovering_run_is_claimed_again_when_its_delay_is_over()
    {
        var first = await ALeasedRunAsync();
        await EndAsync(AnAttempt.ToBeRetried(first, after: Hour));

        Clock.Reset(Noon + Hour - Minute);
        Assert.Empty(await ClaimAsync());

        Clock.Reset(Noon + Hour);
        var second = Assert.Single(await ClaimAsync(node: Ben));
        Assert.Equal((first.Lease.Run, 2, 1), (second.Lease.Run, second.Number, second.Facts.Tries));
    }

    [Fact]
    public async Task Tokens_grow_over_runs_attempts_and_reruns()
    {
        var first = await ALeasedRunAsync();
        await EndAsync(AnAttempt.HandedBack(first));
        var second = Assert.Single(await ClaimAsync());
        await EndAsync(AnAttempt.ThatFailed(second));
        await RerunAsync(first.Lease.Run, AnOrder.Of("prices", Day));
        var third = Assert.Single(await ClaimAsync());
        await Store.Actions.OrderAsync(AnOrder.Of("other", Day), Clara, null, Cancel);
        var fourth = Assert.Single(await ClaimAsync());

        Assert.NotEqual(first.Lease.Run, third.Lease.Run);
        ClaimedRun[] claims = [first, second, third, fourth];
        Assert.Equal(claims.OrderBy(claim => claim.Lease.Token.Value), claims);
        Assert.Equal(4, claims.DistinctBy(claim => claim.Lease.Token).Count());
    }

    [Fact]
    public void No_method_of_a_port_is_told_the_time_so_a_node_with_a_wrong_clock_has_no_way_in()
    {
        var told = from port in typeof(IStorage).GetProperties()
                   from method in port.PropertyType.GetMethods()
                   from parameter in method.GetParameters()
                   where parameter.ParameterType == typeof(Instant) || parameter.ParameterType == typeof(IClock)
                   select $"{port.Name}.{method.Name}({parameter.Name})";

        Assert.Empty(told);
    }

    [Fact]
    public async Task Nobody_waits_for_next_wake_where_nothing_is_ahead() =>
        Assert.Null(await Store.Queue.NextWakeAsync([APlannedRun.Executor], Cancel));

    [Fact]
    public async Task The_next_wake_is_the_earliest_due_expiry_or_lapse_after_now()
    {
        await LoadAsync(
            APlannedRun.DueAt(Noon, "running").WindowUntil(Noon + (50 * Minute)),
            APlannedRun.DueAt(Noon + (20 * Minute), "later"),
            APlannedRun.DueAt(Noon + (10 * Minute), "not-ours").By("copy").WindowUntil(Noon + (15 * Minute)));
        Assert.Equal(Noon + (10 * Minute), await Store.Queue.NextWakeAsync(["copy"], Cancel));
        Assert.Equal(Noon + (15 * Minute), await Store.Queue.NextWakeAsync([APlannedRun.Executor], Cancel));

        await ClaimAsync();
        Assert.Equal(Noon + AClaim.LeaseFor, await Store.Queue.NextWakeAsync([APlannedRun.Executor], Cancel));

        Clock.Reset(Noon + (16 * Minute));
        Assert.Equal(Noon + (20 * Minute), await Store.Queue.NextWakeAsync([APlannedRun.Executor], Cancel));
    }

    [Fact]
    public async Task A_held_run_or_one_whose_edge_is_open_wakes_nobody_when_it_becomes_due()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon + Minute, "held"),
            APlannedRun.DueAt(Noon + (2 * Minute), "waiting", edges: AnEdge.To("prices", Day)),
            APlannedRun.DueAt(Noon + Hour, "prices"));
        await ActAsync(new RunChange.Hold(), runs[0]);

        Assert.Equal(Noon + Hour, await Store.Queue.NextWakeAsync([APlannedRun.Executor], Cancel));
    }

    [Fact]
    public async Task Expired_runs_are_missed_with_everything_that_was_unmet()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon, "waiting", edges: AnEdge.To("prices", Day)).WindowUntil(Noon + Hour),
            APlannedRun.DueAt(Noon, "full-a").WindowUntil(Noon + Hour).By("nobody-has-it"),
            APlannedRun.DueAt(Noon + (2 * Hour), "prices"));
        Clock.Reset(Noon + Hour);

        var expired = await Store.Queue.ExpireAsync(atMost: 10, Cancel);

        Assert.Equal(runs.Take(2).ToHashSet(), expired.Select(run => run.Run).ToHashSet());
        var missed = await RowAsync(runs[0]);
        Assert.Equal((RunState.Missed, "Expired", Noon + Hour), (missed.Facts.State, missed.Facts.Cause?.Name, missed.EndedAt));
        Assert.Contains("Predecessor(prices, 2026-03-02, Pending)", missed.Facts.Cause?.Detail);
        Assert.Equal("Expire", Assert.Single(await Store.Queries.HistoryAsync(runs[0], Cancel)).Change);
        Assert.Empty(await Store.Queue.ExpireAsync(atMost: 10, Cancel));
    }

    [Fact]
    public async Task A_run_that_expires_together_with_its_predecessor_did_wait_for_it()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon, "prices").WindowUntil(Noon + Hour),
            APlannedRun.DueAt(Noon, "waiting", edges: AnEdge.To("prices", Day, Routines.EdgeRequirement.End)).WindowUntil(Noon + Hour + Minute));
        Clock.Reset(Noon + Hour + Hour);

        Assert.Equal(runs, (await Store.Queue.ExpireAsync(atMost: 10, Cancel)).Select(run => run.Run));

        Assert.Contains("Predecessor(prices, 2026-03-02, Pending)", (await RowAsync(runs[1])).Facts.Cause?.Detail);
    }

    [Fact]
    public async Task Expiry_takes_the_earliest_first_and_no_more_than_asked()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon, "b").WindowUntil(Noon + (2 * Minute)), APlannedRun.DueAt(Noon, "a").WindowUntil(Noon + Minute));
        Clock.Reset(Noon + Hour);

        Assert.Equal(runs[1], Assert.Single(await Store.Queue.ExpireAsync(atMost: 1, Cancel)).Run);
        Assert.Equal(runs[0], Assert.Single(await Store.Queue.ExpireAsync(atMost: 1, Cancel)).Run);
    }

    [Fact]
    public async Task A_held_run_never_expires_nor_does_one_between_polls()
    {
        var polled = await ALeasedRunAsync(APlannedRun.DueAt(Noon, "polled"));
        await EndAsync(AnAttempt.By(polled, new RunChange.FinishNotAvailable(polled.Lease.Token, Hour)));
        var held = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon + Duration.FromDays(1), "held").WindowUntil(Noon + Duration.FromDays(2))));
        await ActAsync(new RunChange.Hold(), held);
        Clock.Reset(Noon + Duration.FromDays(30));

        Assert.Empty(await Store.Queue.ExpireAsync(atMost: 10, Cancel));
        Assert.Equal([RunState.Recovering, RunState.Held], [await StateAsync(polled.Lease.Run), await StateAsync(held)]);
    }

    [Fact]
    public async Task A_retry_that_nobody_started_in_time_fails_at_retry_until()
    {
        var run = await ALeasedRunAsync();
        await EndAsync(AnAttempt.ToBeRetried(run, after: Minute));
        Clock.Reset((await RowAsync(run.Lease.Run)).Facts.RetryUntil);

        Assert.Empty(await ClaimAsync());
        var expired = Assert.Single(await Store.Queue.ExpireAsync(atMost: 10, Cancel));
        Assert.Equal((RunState.Failed, EndCause.RetryWindowClosed), (expired.After.State, expired.After.Cause));
    }

    [Fact]
    public async Task Ids_are_not_used_again()
    {
        var first = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon)));
        await Store.Loads.LoadAsync(ALoad.On(Day, "nothing"), Cancel);
        Assert.Equal(RunState.Superseded, await StateAsync(first));

        var reopened = await OpenAsync(Clock);
        var second = await reopened.Actions.OrderAsync(AnOrder.Of("prices", Day), Clara, null, Cancel);

        Assert.True(second.Run.Value > first.Value);
    }
}
