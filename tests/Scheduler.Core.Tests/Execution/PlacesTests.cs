using System.Diagnostics;
using NodaTime;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

public class PlacesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_is_claimed_than_there_are_free_places_and_a_place_is_free_only_when_the_end_is_written()
    {
        await using var node = await ANode.OpenAsync(
            routine => routine.MaxConcurrent(null).Executes((_, _) => Task.CompletedTask), options => options.Places = 2);
        for (var i = 0; i < 5; i++)
        {
            await node.OrderAsync();
        }

        Assert.Equal(2, await node.ClaimAsync());
        await node.Parts.Worker.WhenIdleAsync();
        Assert.Equal((0, 2), (await node.ClaimAsync(), node.Parts.Places.Taken));
        var freed = node.Parts.Worker.PlaceFreed;
        await node.Parts.Completions.FlushAsync(Cancel);
        await freed;
        await node.WhenAllPlacesAreFreeAsync();

        Assert.Equal(2, await node.ClaimAsync());
        await node.EndAsync();
        Assert.All(
            node.Storage.Calls.Where(call => call.Call == "ClaimAsync"), call => Assert.InRange(((ClaimRequest)call.Arguments[0]!).Places, 1, 2));
    }

    [Fact]
    public async Task A_claim_that_brought_nothing_after_a_long_wait_is_asked_again_and_not_slept_over()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        var claims = 0;
        node.Storage.Refuse = (call, _) =>
        {
            if (call == "ClaimAsync" && ++claims == 1)
            {
                node.Time.Advance(Duration.FromSeconds(11));   // of a lease of thirty: the store was locked
            }
            else if (call == "ClaimAsync")
            {
                node.OrderAsync().GetAwaiter().GetResult();
            }

            return null;
        };

        Assert.Equal(1, await node.ClaimAsync());
        Assert.Equal(2, claims);
        node.Storage.BringBack();
        await node.EndAsync();
    }

    [Fact]
    public async Task Ends_are_written_in_batches_of_a_hundred_at_most()
    {
        await using var node = await ANode.OpenAsync(
            routine => routine.MaxConcurrent(null).Executes((_, _) => Task.CompletedTask), options => options.Places = 1_000);
        for (var i = 0; i < 250; i++)
        {
            await node.OrderAsync();
        }

        await node.ClaimAsync();
        await node.EndAsync();

        Assert.Equal(
            [100, 100, 50],
            node.Storage.Calls.Where(call => call.Call == "FinishAsync").Select(call => ((IReadOnlyList<AttemptToEnd>)call.Arguments[0]!).Count));
    }

    [Fact]
    public async Task Neither_async_locals_nor_the_activity_of_the_claim_leak_into_an_attempt()
    {
        var local = new AsyncLocal<string?> { Value = "of the claim" };
        using var source = new Activity("claim").Start();
        (string?, Activity?) seen = ("", null);
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) =>
        {
            seen = (local.Value, Activity.Current);
            return Task.CompletedTask;
        }));

        await node.RunAsync();

        Assert.Equal((null, null), seen);
    }

    [Fact]
    public async Task Due_runs_are_executed_until_nothing_is_left_although_an_abandoned_one_never_returns()
    {
        var (never, minute, grace) = (new Signal(), Duration.FromMinutes(1), Duration.FromSeconds(1));
        await using var node = await ANode.OpenAsync(routine => routine.TimeOut(minute, grace).Executes((_, _) => never.Said));
        await node.OrderAsync();
        var (timeOut, graceAsked) = (node.Time.WhenAskedFor(minute), node.Time.WhenAskedFor(grace));
        var writing = node.Parts.Completions.RunAsync(Cancel);
        var all = node.Parts.WorkerLoop.RunDueAsync(null, Cancel);
        await timeOut;
        node.Time.Advance(minute);
        await graceAsked;
        node.Time.Advance(grace);

        Assert.Equal(1, await all);
        never.Say();
        node.Parts.Completions.Complete();
        await writing;
    }

    [Fact]
    public async Task A_limit_starts_no_more_than_it_says()
    {
        await using var node = await ANode.OpenAsync(routine => routine.MaxConcurrent(null).Executes((_, _) => Task.CompletedTask));
        for (var i = 0; i < 3; i++)
        {
            await node.OrderAsync();
        }

        var writing = node.Parts.Completions.RunAsync(Cancel);
        Assert.Equal(2, await node.Parts.WorkerLoop.RunDueAsync(2, Cancel));
        node.Parts.Completions.Complete();
        await writing;
        Assert.Single(await node.Client.RunsAsync(new() { States = [RunState.Pending] }, Cancel));
    }
}
