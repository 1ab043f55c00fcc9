using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

/// <summary>A database that is away fails no run and loses none.</summary>
public class StorageAwayTests
{
    private static readonly Duration FirstPause = Duration.FromMilliseconds(200);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_the_claim_nothing_is_taken()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        var run = await node.OrderAsync();
        node.Storage.TakeAway();

        await Assert.ThrowsAsync<StoreIsAway>(node.ClaimAsync);

        node.Storage.BringBack();
        Assert.Equal((RunState.Pending, 0), ((await node.FindAsync(run)).Run.State, node.Parts.Places.Taken));
    }

    [Fact]
    public async Task Before_the_executor_is_entered_the_run_is_handed_back_after_a_rest_and_nothing_is_charged()
    {
        var entered = 0;
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.FromResult(entered++)));
        node.Storage.Refuse = (call, _) => call == "ReadVersionsAsync" ? new StoreIsAway() : null;
        var rest = node.Time.WhenAskedFor(Duration.FromSeconds(5));
        var run = await node.StartAsync();
        await rest;
        Assert.Equal(1, node.Parts.Places.Taken);

        node.Time.Advance(Duration.FromSeconds(5));
        await node.EndAsync();

        var found = await node.FindAsync(run);
        Assert.Equal((RunState.Recovering, 0, 0, 0), (found.Run.State, found.Run.Tries, found.Run.Lost, entered));
        Assert.Equal(AttemptEnd.HandedBack, Assert.Single(found.Attempts).End);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_that_rest()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        node.Storage.Refuse = (call, _) => call == "ReadVersionsAsync" ? new StoreIsAway() : null;
        var rest = node.Time.WhenAskedFor(Duration.FromSeconds(5));
        var run = await node.StartAsync();
        await rest;

        node.Parts.Worker.StopAll();
        await node.EndAsync();

        Assert.Equal((RunState.Recovering, 0), ((await node.FindAsync(run)).Run.State, (await node.FindAsync(run)).Run.Tries));
    }

    [Fact]
    public async Task A_resolver_of_secrets_that_fails_is_a_try_and_not_an_endless_hand_back()
    {
        var echo = new ExecutorName<AText>("echo");
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor(echo, (AText _, IRunContext _, CancellationToken _) => Task.CompletedTask)
                .AddRoutine("it", routine => routine.Executes(echo, new AText { Text = "{secret:DB}" })),
            services: services => services.AddScoped<ISecretResolver, BrokenResolver>());

        var found = await node.RunAsync();

        Assert.Equal((RunState.Recovering, 1), (found.Run.State, found.Run.Tries));
        Assert.Equal("InvalidOperationException: the vault is sealed", Assert.Single(found.Attempts).Message);
    }

    [Fact]
    public async Task Ends_wait_until_the_store_is_back_and_their_leases_are_kept()
    {
        await using var node = await ANode.OpenAsync(routine => routine.MaxConcurrent(null).Executes((_, _) => Task.CompletedTask));
        RunId[] runs = [await node.OrderAsync(), await node.OrderAsync()];
        Assert.Equal(2, await node.ClaimAsync());
        await node.Parts.Worker.WhenIdleAsync();
        node.Storage.Refuse = (call, _) => call == "FinishAsync" ? new StoreIsAway() : null;
        var pause = node.Time.WhenAskedFor(FirstPause);
        var flush = node.Parts.Completions.FlushAsync(Cancel);
        await pause;

        Assert.Equal((2, 0), await node.Parts.LeaseKeeper.RunOnceAsync(Cancel));
        Assert.Equal(2, node.Parts.Places.Taken);
        node.Storage.BringBack();
        node.Time.Advance(FirstPause);
        await flush;

        Assert.Equal(
            [RunState.Succeeded, RunState.Succeeded], [(await node.FindAsync(runs[0])).Run.State, (await node.FindAsync(runs[1])).Run.State]);
        Assert.Empty(node.Parts.Places.InFlight);
        Assert.Single(node.Said.Of(4008));
    }

    [Fact]
    public async Task An_end_that_cannot_be_stored_takes_no_neighbour_along_and_its_lease_lapses()
    {
        await using var node = await ANode.OpenAsync(routine => routine.MaxConcurrent(null).Executes((_, _) => Task.CompletedTask));
        RunId[] runs = [await node.OrderAsync(), await node.OrderAsync(), await node.OrderAsync()];
        await node.ClaimAsync();
        await node.Parts.Worker.WhenIdleAsync();
        node.Storage.Refuse = (call, arguments) =>
            call == "FinishAsync" && ((IReadOnlyList<AttemptToEnd>)arguments[0]!).Any(end => end.Lease.Run == runs[1])
            ? new InvalidOperationException("cannot be encoded") : null;

        await node.Parts.Completions.FlushAsync(Cancel);

        Assert.Equal(
            [RunState.Succeeded, RunState.Running, RunState.Succeeded],
            [(await node.FindAsync(runs[0])).Run.State, (await node.FindAsync(runs[1])).Run.State, (await node.FindAsync(runs[2])).Run.State]);
        Assert.Empty(node.Parts.Places.InFlight);
        Assert.Single(node.Said.Of(4009));
    }

    [Fact]
    public async Task A_store_that_refuses_one_end_while_it_answers_others_is_asked_five_times()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        await node.StartAsync();
        await node.Parts.Worker.WhenIdleAsync();
        node.Storage.Refuse = (call, _) => call == "FinishAsync" ? new StoreIsAway() : null;
        var before = node.Time.Asked.Count;
        var flush = node.Parts.Completions.FlushAsync(Cancel);
        for (var refusal = 1; refusal < 5; refusal++)
        {
            await node.Time.WhenAskedTimes(before + refusal);
            node.Parts.Health.Answers();   // the heartbeat went through
            node.Time.Advance(Duration.FromSeconds(10));
        }

        await flush;

        Assert.Equal(5, node.Storage.CallsOf("FinishAsync"));
        Assert.Empty(node.Parts.Places.InFlight);
    }

    [Fact]
    public async Task An_end_waits_however_often_it_is_refused_while_no_heartbeat_is_answered()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        var run = await node.StartAsync();
        await node.Parts.Worker.WhenIdleAsync();
        node.Storage.TakeAway();
        var before = node.Time.Asked.Count;
        var flush = node.Parts.Completions.FlushAsync(Cancel);
        for (var refusal = 1; refusal < 20; refusal++)
        {
            await node.Time.WhenAskedTimes(before + refusal);
            node.Time.Advance(Duration.FromSeconds(10));
        }

        await node.Time.WhenAskedTimes(before + 20);
        node.Storage.BringBack();
        node.Time.Advance(Duration.FromSeconds(10));
        await flush;

        Assert.Equal(RunState.Succeeded, (await node.FindAsync(run)).Run.State);
    }

    [Fact]
    public async Task The_heartbeat_says_once_that_the_store_is_away_and_once_that_it_is_back()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        node.Storage.TakeAway();
        await Assert.ThrowsAsync<StoreIsAway>(() => node.Node.RoundAsync(Cancel));
        await Assert.ThrowsAsync<StoreIsAway>(() => node.Node.RoundAsync(Cancel));
        Assert.False(node.Parts.Health.MayRescue(Duration.FromSeconds(30)));

        node.Storage.BringBack();
        await node.Node.RoundAsync(Cancel);

        Assert.Single(node.Said.Of(4002));
        Assert.Single(node.Said.Of(4003));
        Assert.False(node.Parts.Health.MayRescue(Duration.FromSeconds(30)));
    }

    [Fact]
    public async Task Nothing_is_rescued_while_the_store_is_away_nor_for_one_lease_length_after()
    {
        var never = new Signal();
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => never.Said));
        var run = await node.StartAsync();
        node.Parts.Health.WentAway();
        node.Time.Advance(Duration.FromMinutes(1));
        Assert.Equal(0, await node.Parts.Rescuer.RunOnceAsync(Cancel));

        node.Parts.Health.Answers();
        node.Time.Advance(Duration.FromSeconds(29));
        Assert.Equal((0, RunState.Running), (await node.Parts.Rescuer.RunOnceAsync(Cancel), (await node.FindAsync(run)).Run.State));
        node.Time.Advance(Duration.FromSeconds(1));
        Assert.Equal((1, RunState.Recovering), (await node.Parts.Rescuer.RunOnceAsync(Cancel), (await node.FindAsync(run)).Run.State));
        never.Say();
    }

    private sealed class BrokenResolver : ISecretResolver
    {
        public ValueTask<string?> ResolveAsync(string name, CancellationToken cancel) => throw new InvalidOperationException("the vault is sealed");
    }
}
