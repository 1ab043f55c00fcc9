using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>What a lease allows: renewing, ending an attempt, and being taken back.</summary>
public abstract class LeasesConformance : StorageConformance
{
    [Fact]
    public async Task Only_the_leases_in_the_list_are_renewed()
    {
        var listed = await ALeasedRunAsync(APlannedRun.DueAt(Noon, "a"));
        var forgotten = await ALeasedRunAsync(APlannedRun.DueAt(Noon, "b", Day.PlusDays(-1)));
        Clock.AdvanceSeconds(20);

        var renewed = Assert.Single(await RenewAsync(listed));

        var now = Clock.GetCurrentInstant();
        Assert.Equal(listed.Lease with { GrantedAt = now, LapsesAt = now + AClaim.LeaseFor }, renewed.Lease);
        Assert.Equal(now + AClaim.LeaseFor, (await RowAsync(listed.Lease.Run)).LapsesAt);
        Clock.AdvanceSeconds(10);
        Assert.Equal([forgotten.Lease.Run], (await RescueAsync()).Select(run => run.Run));
    }

    [Fact]
    public async Task A_renewal_brings_what_people_asked_for_and_takes_progress_along()
    {
        var run = await ALeasedRunAsync();
        await ActAsync(new RunChange.Hold(), run.Lease.Run);
        await ActAsync(new RunChange.Cancel(), run.Lease.Run);

        var renewed = Assert.Single(await Store.Queue.RenewAsync([new HeldLease(run.Lease, "3 of 7")], AClaim.LeaseFor, Cancel));
        Assert.Equal((true, true), (renewed.HoldRequested, renewed.CancelRequested));
        Assert.Equal("3 of 7", (await RowAsync(run.Lease.Run)).Progress);

        await RenewAsync(run);
        Assert.Equal("3 of 7", (await RowAsync(run.Lease.Run)).Progress);

        await EndAsync(AnAttempt.HandedBack(run));
        Assert.Null((await RowAsync(run.Lease.Run)).Progress);
    }

    [Fact]
    public async Task A_lapsed_lease_may_still_be_renewed_until_somebody_rescues_its_run()
    {
        var run = await ALeasedRunAsync();
        Clock.Advance(Hour);

        Assert.Single(await RenewAsync(run));
        Assert.Empty(await RescueAsync());

        Clock.Advance(Hour);
        Assert.Single(await RescueAsync());
        Assert.Empty(await RenewAsync(run));
    }

    [Fact]
    public async Task A_lapsed_lease_may_still_be_used_and_handed_back()
    {
        var used = await ALeasedRunAsync(APlannedRun.DueAt(Noon, "a"));
        var handedBack = await ALeasedRunAsync(APlannedRun.DueAt(Noon, "b", Day.PlusDays(-1)));
        Clock.Advance(Hour);

        Assert.Equal(RunState.Succeeded, (await EndAsync(AnAttempt.ThatSucceeded(used)))?.State);
        Assert.Equal(RunState.Recovering, (await EndAsync(AnAttempt.HandedBack(handedBack)))?.State);
    }

    [Fact]
    public async Task A_stale_token_is_refused_its_lines_are_kept_and_its_neighbours_take_effect()
    {
        var stale = await ALeasedRunAsync(APlannedRun.DueAt(Noon, "a"));
        await EndAsync(AnAttempt.HandedBack(stale));
        var current = Assert.Single(await ClaimAsync(node: Ben));
        var neighbour = await ALeasedRunAsync(APlannedRun.DueAt(Noon, "b", Day.PlusDays(-1)));

        var ended = await Store.Queue.FinishAsync(
            [AnAttempt.ThatSucceeded(neighbour), AnAttempt.ThatSucceeded(stale, lines: ALine.Saying("too late", stale.Lease.Run))], Cancel);

        Assert.Equal([neighbour.Lease.Run, stale.Lease.Run], ended.Select(attempt => attempt.Run));
        Assert.Equal([RunState.Succeeded, null], ended.Select(attempt => attempt.After?.State));
        Assert.Equal([RunState.Running, RunState.Succeeded], [await StateAsync(current.Lease.Run), await StateAsync(neighbour.Lease.Run)]);
        Assert.Equal("too late", Assert.Single(await Store.Journal.ReadAsync(new LogFilter { Run = stale.Lease.Run }, Cancel)).Message);
        Assert.Single(await Store.Queries.AttemptsAsync(stale.Lease.Run, Cancel));
        Assert.Empty(await RenewAsync(stale));
    }

    [Fact]
    public async Task The_answers_come_in_the_order_of_the_list_and_one_lease_ends_once()
    {
        var first = await ALeasedRunAsync(APlannedRun.DueAt(Noon, "a"));
        var second = await ALeasedRunAsync(APlannedRun.DueAt(Noon, "b", Day.PlusDays(-1)));

        var ended = await Store.Queue.FinishAsync(
            [AnAttempt.ThatFailed(second), AnAttempt.ThatSucceeded(first), AnAttempt.ThatFailed(first)], Cancel);

        Assert.Equal([second.Lease.Run, first.Lease.Run, first.Lease.Run], ended.Select(attempt => attempt.Run));
        Assert.Equal([RunState.Failed, RunState.Succeeded, null], ended.Select(attempt => attempt.After?.State));
    }

    [Fact]
    public async Task What_is_finished_stays_finished()
    {
        var run = await ALeasedRunAsync();
        await EndAsync(AnAttempt.ThatSucceeded(run));

        Assert.Null(await EndAsync(AnAttempt.ThatFailed(run)));
        Assert.Null(await EndAsync(AnAttempt.HandedBack(run)));
        Clock.Advance(Hour);
        Assert.Empty(await RescueAsync());
        Assert.Equal((RunState.Succeeded, Noon), ((await RowAsync(run.Lease.Run)).Facts.State, (await RowAsync(run.Lease.Run)).EndedAt));
    }

    [Fact]
    public async Task An_attempt_of_a_run_that_does_not_exist_is_stale()
    {
        var run = await ALeasedRunAsync();
        var lost = run with { Lease = run.Lease with { Run = new RunId(9_999_999) } };

        Assert.Null(await EndAsync(AnAttempt.ThatSucceeded(lost)));
        Assert.Empty(await RenewAsync(lost));
    }

    [Fact]
    public async Task An_attempt_ends_by_a_finish_or_a_hand_back_and_by_nothing_else()
    {
        var run = await ALeasedRunAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => Store.Queue.FinishAsync([AnAttempt.By(run, new RunChange.Cancel())], Cancel));
        Assert.Equal(RunState.Running, await StateAsync(run.Lease.Run));
    }

    [Fact]
    public async Task Nothing_is_rescued_while_its_lease_is_valid()
    {
        await ALeasedRunAsync();
        Clock.Reset(Noon + AClaim.LeaseFor - Duration.FromMilliseconds(1));
        Assert.Empty(await RescueAsync());

        Clock.Reset(Noon + AClaim.LeaseFor);
        Assert.Single(await RescueAsync());
    }

    [Fact]
    public async Task A_lease_of_an_executor_that_starts_processes_ends_when_it_ends_whoever_rescues()
    {
        var run = Assert.Single(await LoadAsync(APlannedRun.DueAt(Noon)));
        Assert.Single(await Store.Queue.ClaimAsync(AClaim.By(Anna) with { StartProcesses = [APlannedRun.Executor] }, Cancel));
        Clock.Reset(Noon + AClaim.LeaseFor - Duration.FromMilliseconds(1));
        Assert.Empty(await RescueAsync());

        Clock.Reset(Noon + AClaim.LeaseFor);
        Assert.Equal(run, Assert.Single(await RescueAsync()).Run);
    }

    [Fact]
    public async Task A_run_whose_lease_lapsed_is_not_claimed_before_it_is_rescued_and_is_due_at_once_afterwards()
    {
        var lost = await ALeasedRunAsync();
        Clock.Advance(Hour);
        Assert.Empty(await ClaimAsync(node: Ben));

        var rescued = Assert.Single(await RescueAsync());

        Assert.Equal((lost.Lease.Run, Anna, 1), (rescued.Run, rescued.Node, rescued.Number));
        Assert.Equal((RunState.Recovering, 0, 1, Noon + Hour), (rescued.After.State, rescued.After.Tries, rescued.After.Lost, rescued.After.DueAt));
        var again = Assert.Single(await ClaimAsync(node: Ben));
        Assert.Equal((lost.Lease.Run, 2), (again.Lease.Run, again.Number));
        Assert.True(again.Lease.Token.Value > lost.Lease.Token.Value);
    }

    [Fact]
    public async Task A_run_that_was_lost_too_often_is_poison()
    {
        var run = (await ALeasedRunAsync()).Lease.Run;
        for (var lost = 1; lost <= 2; lost++)
        {
            Clock.Advance(Minute);
            Assert.Equal(RunState.Recovering, Assert.Single(await RescueAsync(maxLost: 2)).After.State);
            await ClaimAsync();
        }

        Clock.Advance(Minute);
        var last = Assert.Single(await RescueAsync(maxLost: 2));
        Assert.Equal((run, RunState.Failed, EndCause.PoisonRun, 3), (last.Run, last.After.State, last.After.Cause, last.After.Lost));
    }

    [Theory]
    [InlineData(true, false, RunState.Held)]
    [InlineData(false, true, RunState.Cancelled)]
    public async Task A_rescue_does_what_people_had_asked_for(bool hold, bool cancel, RunState state)
    {
        var run = await ALeasedRunAsync();
        await ActAsync(hold ? new RunChange.Hold() : new RunChange.Cancel(), run.Lease.Run);
        Clock.Advance(Hour);

        Assert.Equal((state, cancel), (Assert.Single(await RescueAsync()).After.State, (await RowAsync(run.Lease.Run)).EndedAt is not null));
    }

    [Fact]
    public async Task Rescue_takes_the_lowest_ids_first_and_no_more_than_asked()
    {
        await LoadAsync(APlannedRun.DueAt(Noon, "a"), APlannedRun.DueAt(Noon, "b"), APlannedRun.DueAt(Noon, "c"));
        var runs = (await ClaimedIdsAsync()).OrderBy(run => run.Value).ToList();
        Clock.Advance(Hour);

        Assert.Equal(runs.Take(2), (await Store.Queue.RescueAsync(3, 2, Cancel)).Select(run => run.Run));
        Assert.Equal(runs.Skip(2), (await Store.Queue.RescueAsync(3, 2, Cancel)).Select(run => run.Run));
    }

    [Theory]
    [InlineData(nameof(RunChange.FinishOk), AttemptEnd.Succeeded, RunState.Succeeded)]
    [InlineData(nameof(RunChange.FinishTransient), AttemptEnd.Transient, RunState.Recovering)]
    [InlineData(nameof(RunChange.FinishTimedOut), AttemptEnd.TimedOut, RunState.Recovering)]
    [InlineData(nameof(RunChange.FinishNotAvailable), AttemptEnd.NotAvailable, RunState.Recovering)]
    [InlineData(nameof(RunChange.FinishPermanent), AttemptEnd.Permanent, RunState.Failed)]
    [InlineData(nameof(RunChange.FinishStopped), AttemptEnd.Stopped, RunState.Recovering)]
    [InlineData(nameof(RunChange.FinishAbandoned), AttemptEnd.Abandoned, RunState.Failed)]
    [InlineData(nameof(RunChange.HandBack), AttemptEnd.HandedBack, RunState.Recovering)]
    public async Task Every_way_out_of_running_writes_the_attempt_and_no_history(string change, AttemptEnd end, RunState to)
    {
        var run = await ALeasedRunAsync();
        Assert.Empty(await Store.Queries.AttemptsAsync(run.Lease.Run, Cancel));
        Clock.AdvanceSeconds(5);
        var notes = new AttemptNotes
        {
            Message = "message", Details = "details", Parameters = """{"a":1}""", Result = change == nameof(RunChange.FinishOk) ? "17" : null,
            Artifacts = [new Artifact("file", "/tmp/file", 3, new string('a', 64), Rows: 2)], ResultsFrom = [new RunId(7), new RunId(8)],
        };

        await EndAsync(AnAttempt.By(run, Change(change, run.Lease.Token), notes));

        var attempt = Assert.Single(await Store.Queries.AttemptsAsync(run.Lease.Run, Cancel));
        Assert.Equal((run.Lease.Run, 1, "anna", run.Lease.Token), (attempt.Run, attempt.Number, attempt.Node, attempt.Token));
        Assert.Equal((Noon, Noon + Duration.FromSeconds(5), end, to), (attempt.StartedAt, attempt.EndedAt, attempt.End, attempt.To));
        Assert.Equal(
            (notes.Message, notes.Details, notes.Parameters, notes.Result), (attempt.Message, attempt.Details, attempt.Parameters, attempt.Result));
        Assert.Equal(notes.Artifacts, attempt.Artifacts);
        Assert.Equal(notes.ResultsFrom, attempt.ResultsFrom);
        Assert.Empty(await Store.Queries.HistoryAsync(run.Lease.Run, Cancel));
        var row = await RowAsync(run.Lease.Run);
        Assert.Equal((to, (string?)null, (Instant?)null), (row.Facts.State, row.Node, row.LapsesAt));
    }

    [Fact]
    public async Task A_lapse_writes_the_attempt_too()
    {
        var run = await ALeasedRunAsync();
        Clock.Advance(Hour);
        await RescueAsync();

        var attempt = Assert.Single(await Store.Queries.AttemptsAsync(run.Lease.Run, Cancel));
        Assert.Equal((AttemptEnd.Lapsed, RunState.Recovering, "anna", Noon + Hour), (attempt.End, attempt.To, attempt.Node, attempt.EndedAt));
    }

    [Fact]
    public async Task Attempts_are_numbered_through()
    {
        var run = await ALeasedRunAsync();
        await EndAsync(AnAttempt.ToBeRetried(run, after: Duration.Zero));
        await EndAsync(AnAttempt.HandedBack(Assert.Single(await ClaimAsync())));
        await EndAsync(AnAttempt.ThatSucceeded(Assert.Single(await ClaimAsync(node: Ben))));

        var attempts = await Store.Queries.AttemptsAsync(run.Lease.Run, Cancel);
        Assert.Equal([1, 2, 3], attempts.Select(attempt => attempt.Number));
        Assert.Equal([AttemptEnd.Transient, AttemptEnd.HandedBack, AttemptEnd.Succeeded], attempts.Select(attempt => attempt.End));
        Assert.Equal((3, 2), ((await RowAsync(run.Lease.Run)).Attempts, (await RowAsync(run.Lease.Run)).Facts.Tries));
    }

    private Task<IReadOnlyList<RenewedLease>> RenewAsync(ClaimedRun run) =>
        Store.Queue.RenewAsync([new HeldLease(run.Lease)], AClaim.LeaseFor, Cancel);

    private Task<IReadOnlyList<RescuedRun>> RescueAsync(int maxLost = 3) => Store.Queue.RescueAsync(maxLost, atMost: 100, Cancel);

    private static RunChange Change(string name, FencingToken token) => name switch
    {
        nameof(RunChange.FinishOk) => new RunChange.FinishOk(token),
        nameof(RunChange.FinishTransient) => new RunChange.FinishTransient(token, 3, Minute),
        nameof(RunChange.FinishTimedOut) => new RunChange.FinishTimedOut(token, 3, Minute),
        nameof(RunChange.FinishNotAvailable) => new RunChange.FinishNotAvailable(token, Minute),
        nameof(RunChange.FinishPermanent) => new RunChange.FinishPermanent(token, EndCause.Permanent),
        nameof(RunChange.FinishStopped) => new RunChange.FinishStopped(token),
        nameof(RunChange.FinishAbandoned) => new RunChange.FinishAbandoned(token, MayRetry: false, 3, Minute),
        _ => new RunChange.HandBack(token),
    };
}
