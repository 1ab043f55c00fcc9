using NodaTime;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Routines;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(RetryGrowth.Linear, "5 10 15 20")]
    [InlineData(RetryGrowth.Exponential, "5 10 20 40")]
    [InlineData(RetryGrowth.Constant, "5 5 5 5")]
    public void The_delay_grows_with_the_tries(RetryGrowth growth, string minutes)
    {
        var policy = RetryPolicy.Default with { Growth = growth };

        Assert.Equal(minutes, string.Join(' ', Enumerable.Range(1, 4).Select(tries => policy.DelayAfter(tries, 0.5).TotalMinutes)));
    }

    [Theory]
    [InlineData(0.0, 4.0)]
    [InlineData(0.5, 5.0)]
    [InlineData(1.0, 6.0)]
    public void Jitter_makes_it_shorter_or_longer_by_its_share(double random, double minutes) =>
        Assert.Equal(minutes, (RetryPolicy.Default with { Jitter = 0.2 }).DelayAfter(1, random).TotalMinutes, 9);

    [Fact]
    public void No_delay_is_longer_than_the_largest_jitter_included() =>
        Assert.Equal(Duration.FromMinutes(12), (RetryPolicy.Default with { MaxDelay = Duration.FromMinutes(12), Jitter = 0.5 }).DelayAfter(3, 0.99));

    [Fact]
    public void However_many_tries_the_delay_stays_a_duration() =>
        Assert.Equal(Duration.FromDays(3_650), (RetryPolicy.Default with { Growth = RetryGrowth.Exponential }).DelayAfter(int.MaxValue, 0.5));

    [Fact]
    public void Before_the_first_try_there_is_no_delay_to_ask_for() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryPolicy.Default.DelayAfter(0, 0.5));
}
