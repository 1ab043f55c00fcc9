using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

public class LeaseTests
{
    private static readonly Duration LeaseFor = Duration.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_persons_cancel_reaches_the_attempt_with_the_clients_answer()
    {
        await using var node = await ANode.OpenAsync(Endless);
        var run = await node.StartAsync();

        var answer = await node.Client.ActAsync(new RunAction.Cancel(), RunTarget.One(run), "wrong file", Cancel);
        await node.EndAsync();

        Assert.True(Assert.Single(answer.Touched).Changed);
        Assert.Equal(RunState.Cancelled, (await node.FindAsync(run)).Run.State);
    }

    [Fact]
    public async Task A_cancel_asked_for_elsewhere_comes_with_the_next_renewal()
    {
        StopReason? seen = null;
        var entered = new Signal();
        await using var node = await ANode.OpenAsync(routine => routine.Executes(async (run, cancel) =>
        {
            entered.Say();
            try
            {
                await Task.Delay(Timeout.Infinite, cancel);
            }
            finally
            {
                seen = run.StopReason;
            }
        }));
        var run = await node.StartAsync();
        await entered.Said;
        await node.Parts.Storage.Actions.ActAsync(new([run]), new RunChange.Cancel(), new Actor("ana"), null, Cancel);

        await node.Parts.LeaseKeeper.RunOnceAsync(Cancel);
        await node.EndAsync();

        Assert.Equal((StopReason.Cancelled, RunState.Cancelled), (seen, (await node.FindAsync(run)).Run.State));
    }

    [Fact]
    public async Task A_lease_that_the_answer_lacks_stops_its_attempt_and_changes_nothing_for_the_new_holder()
    {
        StopReason? seen = null;
        var entered = new Signal();
        await using var node = await ANode.OpenAsync(routine => routine.Executes(async (run, cancel) =>
        {
            run.Log.LogInformation("wrote half");
            entered.Say();
            try
            {
                await Task.Delay(Timeout.Infinite, cancel);
            }
            finally
            {
                seen = run.StopReason;
            }
        }));
        var run = await node.StartAsync();
        await entered.Said;
        node.Time.Advance(LeaseFor);
        await node.Parts.Storage.Queue.RescueAsync(3, 10, Cancel);
        var other = Assert.Single(await node.Parts.Storage.Queue.ClaimAsync(new(new NodeId("other"), ["it"], 1, LeaseFor), Cancel));

        Assert.Equal((1, 1), await node.Parts.LeaseKeeper.RunOnceAsync(Cancel));
        await node.EndAsync();

        var found = await node.FindAsync(run);
        Assert.Equal((StopReason.LeaseLost, RunState.Running, "other", 2), (seen, found.Run.State, found.Run.Node, other.Number));
        Assert.Equal(AttemptEnd.Lapsed, Assert.Single(found.Attempts).End);
        Assert.Contains(await node.Client.LogsAsync(new() { Run = run }, Cancel), line => line.Message == "wrote half");
        Assert.Single(node.Said.Of(3007));
        Assert.Empty(node.Parts.Places.InFlight);
    }

    [Fact]
    public async Task An_attempt_whose_end_was_written_while_its_lease_was_being_renewed_is_not_lost()
    {
        var (release, asked) = (new Signal(), new Signal());
        using var written = new ManualResetEventSlim();
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => release.Said));
        var run = await node.StartAsync();
        var attempt = Assert.Single(node.Parts.Places.InFlight);
        node.Storage.Refuse = (call, _) =>
        {
            if (call == "RenewAsync")
            {
                asked.Say();
                written.Wait(Cancel);
            }

            return null;
        };
        var renewal = Task.Run(() => node.Parts.LeaseKeeper.RunOnceAsync(Cancel), Cancel);
        await asked.Said;

        release.Say();
        await node.EndAsync();
        written.Set();

        Assert.Equal((1, 0), await renewal);
        Assert.Equal((null, RunState.Succeeded), (attempt.StopReason, (await node.FindAsync(run)).Run.State));
    }

    [Fact]
    public async Task Two_thirds_of_a_lease_without_an_answer_stop_the_attempt_by_the_monotonic_clock_and_nothing_is_charged()
    {
        await using var node = await ANode.OpenAsync(Endless);
        var run = await node.StartAsync();
        node.Time.Advance(LeaseFor * 2 / 3 - Duration.Epsilon);
        node.Parts.LeaseKeeper.GiveUpUnanswered();
        Assert.Null(Assert.Single(node.Parts.Places.InFlight).StopReason);

        node.Time.Advance(Duration.Epsilon);
        node.Parts.LeaseKeeper.GiveUpUnanswered();
        Assert.Equal(StopReason.LeaseLost, Assert.Single(node.Parts.Places.InFlight).StopReason);
        await node.EndAsync();   // the store is back: nobody has rescued the run, so it is handed back

        var found = await node.FindAsync(run);
        Assert.Equal((RunState.Recovering, 0, 0), (found.Run.State, found.Run.Tries, found.Run.Lost));
    }

    [Fact]
    public async Task A_renewal_counts_from_before_it_was_sent()
    {
        await using var node = await ANode.OpenAsync(Endless);
        await node.StartAsync();
        node.Storage.Refuse = (call, _) =>
        {
            if (call == "RenewAsync")
            {
                node.Time.Advance(Duration.FromSeconds(15));   // the store takes its time
            }

            return null;
        };
        await node.Parts.LeaseKeeper.RunOnceAsync(Cancel);

        node.Time.Advance(Duration.FromSeconds(5));
        node.Parts.LeaseKeeper.GiveUpUnanswered();

        Assert.Equal(StopReason.LeaseLost, Assert.Single(node.Parts.Places.InFlight).StopReason);
        await node.EndAsync();
    }

    [Fact]
    public async Task A_stopping_node_hands_an_attempt_back_only_when_its_executor_has_returned()
    {
        var (entered, release, grace) = (new Signal(), new Signal(), Duration.FromSeconds(11));
        await using var node = await ANode.OpenAsync(routine => routine.TimeOut(Duration.FromHours(1), grace).Executes(async (_, cancel) =>
        {
            entered.Say();
            await release.Said;
            cancel.ThrowIfCancellationRequested();
        }));
        var run = await node.StartAsync();
        await entered.Said;

        node.Parts.Worker.StopAll();
        node.Time.Advance(Duration.FromMinutes(59));
        await node.Parts.Completions.FlushAsync(Cancel);
        Assert.Equal(RunState.Running, (await node.FindAsync(run)).Run.State);
        release.Say();
        await node.EndAsync();

        var found = await node.FindAsync(run);
        Assert.Equal((RunState.Recovering, 0, 0), (found.Run.State, found.Run.Tries, found.Run.Lost));
        Assert.Equal("Handed back: NodeStopping.", Assert.Single(found.Attempts).Message);
        Assert.DoesNotContain(grace, node.Time.Asked);   // after which it would have been given up
    }

    [Theory]
    [InlineData(StopReason.LeaseLost)]
    [InlineData(StopReason.NodeStopping)]
    public async Task One_that_goes_on_after_it_was_told_to_stop_is_abandoned_when_its_time_out_and_its_grace_are_over(StopReason told)
    {
        var (entered, release, timeOut, grace) = (new Signal(), new Signal(), Duration.FromMinutes(1), Duration.FromSeconds(11));
        await using var node = await ANode.OpenAsync(routine => routine.MaxConcurrent(1).TimeOut(timeOut, grace).Executes(async (_, _) =>
        {
            entered.Say();
            await release.Said;
        }));
        var run = await node.StartAsync();
        await entered.Said;
        var next = await node.OrderAsync();
        node.Time.Advance(LeaseFor * 2 / 3);   // the store is silent
        Tell(node, told);
        Assert.Equal((1, 0), await node.Parts.LeaseKeeper.RunOnceAsync(Cancel));   // it is back, and nobody has taken the run

        var patience = node.Time.WhenAskedFor(grace);
        node.Time.Advance(timeOut - LeaseFor * 2 / 3);
        await patience;
        node.Time.Advance(grace);
        await node.EndAsync();

        var found = await node.FindAsync(run);
        Assert.Equal((RunState.Failed, "Abandoned"), (found.Run.State, found.Run.Cause));
        Assert.Equal(
            $"Ignored its cancellation ({told}) past its time-out and for PT11S more; it may still be writing.",
            Assert.Single(found.Attempts).Message);
        Assert.Single(node.Said.Of(3006));
        Assert.Equal((1, 1), (node.Parts.Places.Taken, await node.ClaimAsync()));   // its own place; and another is free for the next run

        release.Say();
        await node.EndAsync();
        Assert.Equal(RunState.Succeeded, (await node.FindAsync(next)).Run.State);
    }

    [Fact]
    public async Task Progress_goes_with_the_renewal()
    {
        var reported = new Signal();
        await using var node = await ANode.OpenAsync(routine => routine.Executes(async (run, cancel) =>
        {
            run.Report("rows", 0.5);
            reported.Say();
            await Task.Delay(Timeout.Infinite, cancel);
        }));
        var run = await node.StartAsync();
        await reported.Said;

        await node.Parts.LeaseKeeper.RunOnceAsync(Cancel);

        Assert.Equal("50 % rows", (await node.FindAsync(run)).Run.Progress);
        node.Parts.Worker.StopAll();
        await node.EndAsync();
    }

    private static void Tell(ANode node, StopReason why)
    {
        if (why == StopReason.NodeStopping)
        {
            node.Parts.Worker.StopAll();
        }

        node.Parts.LeaseKeeper.GiveUpUnanswered();
        Assert.Equal(why, Assert.Single(node.Parts.Places.InFlight).StopReason);
    }

    private static RoutineBuilder Endless(RoutineBuilder routine) => routine.Executes((_, cancel) => Task.Delay(Timeout.Infinite, cancel));
}
