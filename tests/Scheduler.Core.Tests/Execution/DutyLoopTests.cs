using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Recovery;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

public class DutyLoopTests
{
    private readonly VirtualTime time = new(ANode.Noon);
    private readonly SaidLines said = new();
    private readonly CancellationTokenSource stop = new();
    private readonly StoreHealth health;

    public DutyLoopTests() => health = new StoreHealth(() => time.Now - ANode.Noon);

    [Fact]
    public async Task Nothing_comes_out_and_each_pause_is_twice_the_last_up_to_half_a_minute()
    {
        double[] seconds = [0.5, 1, 2, 4, 8, 16, 30, 30];
        var loop = Loop(_ => throw new StoreIsAway()).RunAsync(stop.Token);

        await LetGoAsync(seconds);

        await stop.CancelAsync();
        await loop;
        Assert.Equal(seconds.Select(Duration.FromSeconds), time.Asked.Take(seconds.Length));
        Assert.Single(said.Of(4002));
        Assert.True(health.IsAway);
    }

    [Fact]
    public async Task A_success_begins_the_pauses_again()
    {
        var calls = 0;
        var loop = Loop(_ => ++calls is 3 ? Task.FromResult(Duration.FromSeconds(7)) : throw new StoreIsAway()).RunAsync(stop.Token);
        await LetGoAsync(0.5, 1, 7);

        await stop.CancelAsync();
        await loop;
        Assert.Equal([0.5, 1, 7, 0.5], time.Asked.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task A_fault_is_no_absence_of_the_store_and_said_once()
    {
        var loop = Loop(_ => throw new InvalidOperationException("a bug")).RunAsync(stop.Token);
        await LetGoAsync(0.5, 1, 2);

        await stop.CancelAsync();
        await loop;
        Assert.False(health.IsAway);
        Assert.Empty(said.Of(4002));
        Assert.Single(said.Of(4008));
    }

    [Fact]
    public async Task A_cancellation_that_is_not_ours_is_trouble_and_ours_ends_the_loop()
    {
        var calls = 0;
        var loop = Loop(_ => ++calls == 1 ? throw new OperationCanceledException() : Task.FromResult(Duration.FromDays(1))).RunAsync(stop.Token);
        await LetGoAsync(0.5);

        await stop.CancelAsync();
        await loop;
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Only_the_first_to_notice_says_that_the_store_is_away()
    {
        var loops = Task.WhenAll(Loop(_ => throw new StoreIsAway()).RunAsync(stop.Token), Loop(_ => throw new TimeoutException()).RunAsync(stop.Token));

        await stop.CancelAsync();
        await loops;
        Assert.Single(said.Of(4002));
        Assert.True(health.Answers());
        Assert.False(health.Answers());
    }

    private DutyLoop Loop(Func<CancellationToken, Task<Duration>> runOnce) => new("Duty", runOnce, time.WaitAsync, health, said.CreateLogger("test"));

    private async Task LetGoAsync(params double[] seconds)
    {
        for (var i = 0; i < seconds.Length; i++)
        {
            await time.WhenAskedTimes(i + 1);
            time.Advance(Duration.FromSeconds(seconds[i]));
        }

        await time.WhenAskedTimes(seconds.Length + 1);
    }
}
