using NodaTime;
using RoutineScheduler.Execution;
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
        Assert.Single(said.Of(4008));
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

    public static TheoryData<Exception> Trouble =>
        [new InvalidOperationException("a bug"), new StoreIsAway(), new IOException("No space left on device")];

    [Theory]
    [MemberData(nameof(Trouble), DisableDiscoveryEnumeration = true)]
    public async Task A_dutys_own_trouble_is_no_absence_of_the_store_and_said_once(Exception trouble)
    {
        var loop = Loop(_ => throw trouble).RunAsync(stop.Token);
        await LetGoAsync(0.5, 1, 2);

        await stop.CancelAsync();
        await loop;
        Assert.True(health.MayRescue(Duration.FromSeconds(30)));
        Assert.Empty(said.Of(4002));
        Assert.Single(said.Of(4008));
    }

    [Fact]
    public async Task What_the_heartbeat_has_said_of_the_store_is_not_said_again_and_what_goes_on_after_it_is()
    {
        health.WentAway();
        var calls = 0;
        var loop = Loop(_ => throw (++calls == 1 ? new AggregateException(new StoreIsAway(), new TimeoutException()) : new StoreIsAway()))
            .RunAsync(stop.Token);
        await LetGoAsync(0.5, 1);
        Assert.Empty(said.Of(4008));

        health.Answers();
        await time.WhenAskedTimes(3);
        time.Advance(Duration.FromSeconds(2));
        await time.WhenAskedTimes(4);

        await stop.CancelAsync();
        await loop;
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
    public void Only_the_first_to_notice_says_that_the_store_is_away_or_back()
    {
        Assert.Equal((true, false), (health.WentAway(), health.WentAway()));
        Assert.Equal((true, false), (health.Answers(), health.Answers()));
    }

    private DutyLoop Loop(Func<CancellationToken, Task<Duration>> runOnce) =>
        new("Duty", runOnce, time.WaitAsync, health, said.CreateLogger("test"));

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
