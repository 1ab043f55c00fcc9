using NodaTime;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>Questions about runs.</summary>
public abstract class RunQueriesConformance : StorageConformance
{
    [Fact]
    public async Task Nothing_is_known_of_a_run_that_does_not_exist()
    {
        var none = new RunId(9_999_999);

        Assert.Null(await Store.Queries.FindAsync(none, Cancel));
        Assert.Empty(await Store.Queries.AttemptsAsync(none, Cancel));
        Assert.Empty(await Store.Queries.HistoryAsync(none, Cancel));
        Assert.Empty(await Store.Queries.ResultsForAsync(none, Cancel));
        Assert.Empty(await Store.Queries.UnmetAsync([none], Cancel));
    }

    [Fact]
    public async Task A_run_is_found_by_the_order_key_that_it_was_made_with_whatever_became_of_it()
    {
        var first = (await Store.Actions.OrderAsync(AnOrder.Of("prices", Day, "B3-4711"), Clara, null, Cancel)).Run;
        await Store.Actions.OrderAsync(AnOrder.Of("prices", Day), Clara, null, Cancel);
        await ActAsync(new RunChange.Cancel(), first);

        Assert.Equal(await RowAsync(first), Assert.Single(await Store.Queries.ListAsync(new RunFilter { OrderKey = "B3-4711" }, Cancel)));
        Assert.Empty(await Store.Queries.ListAsync(new RunFilter { OrderKey = "b3-4711" }, Cancel));
    }

    [Fact]
    public async Task Runs_are_listed_by_id_newest_first_or_by_due()
    {
        var today = await LoadAsync(APlannedRun.DueAt(Noon + Hour, "a"), APlannedRun.DueAt(Noon, "b"), APlannedRun.DueAt(Noon, "c").Priority(1));
        var yesterday = await LoadAsync(APlannedRun.DueAt(Noon + Hour + Hour, "d", Day.PlusDays(-1)));

        Assert.Equal([today[1], today[2], today[0], yesterday[0]], await ListAsync(new RunFilter()));
        Assert.Equal([yesterday[0], today[0], today[2], today[1]], await ListAsync(new RunFilter { Order = RunOrder.NewestFirst }));
        Assert.Equal([today[2], today[1], today[0], yesterday[0]], await ListAsync(new RunFilter { Order = RunOrder.ByDue }));
        Assert.Equal([today[0], yesterday[0]], await ListAsync(new RunFilter { Order = RunOrder.ByDue, DueAfter = Noon }));
        Assert.Empty(await ListAsync(new RunFilter { DueAfter = Noon + Hour + Hour }));
    }

    [Theory]
    [InlineData(nameof(RunOrder.ById))]
    [InlineData(nameof(RunOrder.NewestFirst))]
    [InlineData(nameof(RunOrder.ByDue))]
    public async Task Pages_go_on_after_the_last_run_and_together_give_every_run_once(string name)
    {
        await LoadAsync([.. Enumerable.Range(0, 7).Select(i => APlannedRun.DueAt(Noon + (i % 3 * Minute), $"r{i}").Priority(i % 2))]);
        var order = Enum.Parse<RunOrder>(name);
        var whole = await ListAsync(new RunFilter { Order = order });

        var pages = new List<RunId>();
        while (await ListAsync(new RunFilter { Order = order, Limit = 2, After = pages.Count == 0 ? null : pages[^1] }) is { Count: > 0 } page)
        {
            pages.AddRange(page);
        }

        Assert.Equal(7, pages.Count);
        Assert.Equal(whole, pages);
    }

    [Fact]
    public async Task Filters_are_and_of_their_parts_and_or_within_each()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"), APlannedRun.DueAt(Noon, "c"));
        await ActAsync(new RunChange.Hold(), runs[0]);
        await ActAsync(new RunChange.Cancel(), runs[1]);

        Assert.Equal([runs[0], runs[1]], await ListAsync(new RunFilter { States = [RunState.Held, RunState.Cancelled] }));
        Assert.Equal([runs[1]], await ListAsync(new RunFilter { States = [RunState.Held, RunState.Cancelled], Routines = ["b", "c"] }));
        Assert.Equal([runs[0], runs[1], runs[2]], await ListAsync(new RunFilter { From = Day, To = Day }));
        Assert.Empty(await ListAsync(new RunFilter { From = Day.PlusDays(1) }));
        Assert.Empty(await ListAsync(new RunFilter { To = Day.PlusDays(-1) }));
    }

    [Fact]
    public async Task Counts_are_by_state_and_know_no_limit()
    {
        var runs = await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"), APlannedRun.DueAt(Noon, "c"));
        await ActAsync(new RunChange.Hold(), runs[0]);

        var counts = await Store.Queries.CountAsync(new RunFilter { Limit = 1 }, Cancel);

        Assert.Equal((1, 2, 0), (counts[RunState.Held], counts[RunState.Pending], counts.GetValueOrDefault(RunState.Failed)));
        Assert.Equal(0, (await Store.Queries.CountAsync(new RunFilter { Routines = ["z"] }, Cancel)).Values.Sum());
    }

    [Fact]
    public async Task What_ended_last_comes_first_and_what_has_not_ended_last_of_all()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"), APlannedRun.DueAt(Noon, "c"), APlannedRun.DueAt(Noon, "d"));
        var claimed = (await ClaimAsync()).ToDictionary(run => run.Lease.Run);
        await EndAsync(AnAttempt.ThatFailed(claimed[runs[1]]));
        Clock.Advance(Minute);
        await EndAsync(AnAttempt.ThatFailed(claimed[runs[0]]));
        await EndAsync(AnAttempt.ThatSucceeded(claimed[runs[2]]));

        RunFilter all = new() { Order = RunOrder.LastEndedFirst }, failed = all with { States = [RunState.Failed, RunState.Missed] };
        Assert.Equal([runs[2], runs[0], runs[1], runs[3]], await ListAsync(all));
        Assert.Equal([runs[1], runs[3]], await ListAsync(all with { After = runs[0] }));
        Assert.Empty(await ListAsync(all with { After = runs[3] }));
        Assert.Equal([runs[0], runs[1]], await ListAsync(failed));
        Assert.Equal([runs[1]], await ListAsync(failed with { After = runs[0] }));
        Assert.Equal([runs[0]], await ListAsync(failed with { EndedAfter = Noon }));
        Assert.Equal([runs[2], runs[0]], await ListAsync(all with { EndedAfter = Noon }));
        Assert.Empty(await ListAsync(all with { EndedAfter = Noon + Minute }));
    }

    [Fact]
    public async Task Any_set_of_states_is_found_and_counted_whether_or_not_they_have_ended()
    {
        var runs = await LoadAsync([.. Enumerable.Range(0, 7).Select(i => APlannedRun.DueAt(Noon + Duration.FromTicks(7 - i), $"{i}"))]);
        await ActAsync(new RunChange.Hold(), runs[0]);
        await ActAsync(new RunChange.Cancel(), runs[1]);
        Clock.Advance(Minute);
        var claimed = (await ClaimAsync(places: 4)).Select(run => run).ToList();
        await EndAsync(AnAttempt.ThatFailed(claimed[0]));
        await EndAsync(AnAttempt.ThatSucceeded(claimed[1]));
        await EndAsync(AnAttempt.ToBeRetried(claimed[2], after: Hour));
        var rows = await RowsAsync();
        Assert.Equal(7, rows.Select(row => row.Facts.State).Distinct().Count());

        foreach (var set in Enumerable.Range(1, (1 << 8) - 1).Select(StatesOf))
        {
            var expected = rows.Where(row => set.Contains(row.Facts.State)).ToList();
            var byDue = expected.OrderBy(row => row.Facts.DueAt).Select(row => row.Id);
            Assert.Equal(byDue, await ListAsync(new RunFilter { States = set, Order = RunOrder.ByDue }));
            Assert.Equal(byDue.Take(2), await ListAsync(new RunFilter { States = set, Order = RunOrder.ByDue, Limit = 2 }));
            Assert.Equal(
                expected.CountBy(row => row.Facts.State).ToDictionary(),
                (await Store.Queries.CountAsync(new RunFilter { States = set }, Cancel)).ToDictionary());
        }
    }

    private static IReadOnlyCollection<RunState> StatesOf(int bits) =>
        [.. Enum.GetValues<RunState>().Where(state => (int)state < 8 && (bits & (1 << (int)state)) != 0)];

    [Fact]
    public async Task What_is_due_and_has_not_started_or_is_to_be_tried_again_is_counted_by_executor()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"), APlannedRun.DueAt(Noon, "later").By("other"),
            APlannedRun.DueAt(Noon, "blocked", edges: [AnEdge.To("a", Day)]).By("other"), APlannedRun.DueAt(Noon, "held").By("other"),
            APlannedRun.DueAt(Noon + Hour, "tomorrow").By("third"));
        await ActAsync(new RunChange.Hold(), runs[4]);
        var (executor, claimed) = ((await RowAsync(runs[0])).Executor, await ClaimAsync(places: 1));
        Assert.Equal(new Dictionary<string, int> { [executor] = 1, ["other"] = 2 }, await DueAsync());

        await EndAsync(AnAttempt.ToBeRetried(claimed[0], after: Minute));
        Assert.Equal(1, (await DueAsync())[executor]);

        Clock.Advance(Minute);
        Assert.Equal(new Dictionary<string, int> { [executor] = 2, ["other"] = 2 }, await DueAsync());
    }

    private async Task<Dictionary<string, int>> DueAsync() => (await Store.Queries.CountDueAsync(Cancel)).ToDictionary();

    [Fact]
    public async Task Everything_that_keeps_a_run_from_starting_is_told_at_once()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon + Hour, edges: [AnEdge.To("first", Day), AnEdge.To("other", Day, number: 1)]).AtMost(1),
            APlannedRun.DueAt(Noon).AtMost(1), APlannedRun.DueAt(Noon, "first").By("copy"), APlannedRun.DueAt(Noon, "other").By("copy"));
        await ClaimAsync();
        await ActAsync(new RunChange.Hold(), runs[0]);

        var unmet = (await Store.Queries.UnmetAsync(runs, Cancel)).ToDictionary();

        UnmetReason[] expected =
        [
            new UnmetReason.Held(Clara.Name), new UnmetReason.NotDue(Noon + Hour), new UnmetReason.Predecessor("first", Day, RunState.Pending),
            new UnmetReason.Predecessor("other", Day, RunState.Pending), new UnmetReason.ConcurrencyFull("prices", 1),
        ];
        Assert.Equal(expected.ToHashSet(), unmet[runs[0]].ToHashSet());
        Assert.Empty(unmet[runs[1]]);
        Assert.Empty(unmet[runs[2]]);
    }

    [Fact]
    public async Task The_answers_are_as_of_the_stores_instant()
    {
        Clock.Advance(Minute);

        Assert.Equal(Noon + Minute, await Store.Queries.NowAsync(Cancel));
    }

    [Fact]
    public async Task Instants_come_back_to_the_tick()
    {
        var odd = Noon + Duration.FromTicks(1_234_567);
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon) with { DueAt = odd }));

        Assert.Equal(odd, (await RowAsync(run)).Facts.DueAt);
    }

    [Fact]
    public async Task What_was_written_is_there_when_the_store_is_opened_again()
    {
        var run = await ALeasedRunAsync();
        await EndAsync(AnAttempt.ThatSucceeded(run, "1"));

        var reopened = await OpenAsync(Clock);

        Assert.Equal(await RowAsync(run.Lease.Run), await reopened.Queries.FindAsync(run.Lease.Run, Cancel));
        Assert.Equal("1", Assert.Single(await reopened.Queries.AttemptsAsync(run.Lease.Run, Cancel)).Result);
    }

    [Fact]
    public async Task A_sleeper_is_woken_by_the_first_change_after_what_it_has_seen()
    {
        await LoadAsync(APlannedRun.DueAt(Noon));
        var seen = await Store.Signal.WaitAsync(0, Cancel);
        var sleeper = Store.Signal.WaitAsync(seen, Cancel);
        Assert.False(sleeper.IsCompleted);

        await Store.Actions.OrderAsync(AnOrder.Of("other", Day), Clara, null, Cancel);

        Assert.True(await sleeper > seen);
    }

    [Fact]
    public async Task Rounds_that_find_nothing_to_do_wake_nobody()
    {
        var claimed = await ALeasedRunAsync();
        var seen = await Store.Signal.WaitAsync(0, Cancel);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var sleeper = Store.Signal.WaitAsync(seen, giveUp.Token);

        Assert.Empty(await Store.Queue.RescueAsync(3, 100, Cancel));
        Assert.Empty(await Store.Queue.ExpireAsync(100, Cancel));
        Assert.Equal(0, await Store.Queue.ReconcileAsync(100, Cancel));
        Assert.Empty(await ClaimAsync());
        Assert.Null(await EndAsync(AnAttempt.ThatSucceeded(claimed with { Lease = claimed.Lease with { Token = new FencingToken(0) } })));

        Assert.False(sleeper.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sleeper);
    }

    [Fact]
    public async Task Trouble_in_a_step_comes_by_its_task_and_not_at_the_call()
    {
        await LoadAsync(APlannedRun.DueAt(Noon));
        var endless = AClaim.By(Anna) with { LeaseFor = Duration.FromDays(4_000_000) };

        var claiming = Store.Queue.ClaimAsync(endless, Cancel);

        await Assert.ThrowsAsync<OverflowException>(() => claiming);
        Assert.Single(await ClaimAsync());
    }

    private async Task<IReadOnlyList<RunId>> ListAsync(RunFilter filter) =>
        [.. (await Store.Queries.ListAsync(filter, Cancel)).Select(row => row.Id)];
}
