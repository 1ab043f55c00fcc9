using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Storage.Sqlite.Nodes;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Nodes;

public sealed class ClockWatchTests
{
    private readonly FakeClock wall = new(Instant.FromUtc(2026, 3, 2, 12, 0));
    private Duration counted = Duration.FromHours(1);

    [Theory]
    [InlineData(16)]
    [InlineData(-16)]
    [InlineData(86_400)]
    public void A_jump_of_more_than_half_a_lease_makes_leases_last_one_lease_longer(int seconds)
    {
        var watch = AWatch();
        Pass(10);
        Assert.False(watch.HasJumped());

        wall.AdvanceSeconds(seconds);
        Assert.True(watch.HasJumped());

        Pass(29);
        Assert.True(watch.HasJumped());
        Pass(1);
        Assert.False(watch.HasJumped());
    }

    [Fact]
    public void Clocks_that_drift_apart_slowly_do_not_jump()
    {
        var watch = AWatch();
        for (var i = 0; i < 10; i++)
        {
            Pass(10);
            wall.AdvanceSeconds(14);
            Assert.False(watch.HasJumped());
        }
    }

    [Fact]
    public void A_step_that_waited_for_more_than_a_third_of_a_lease_makes_leases_last_one_lease_longer()
    {
        var watch = AWatch();
        var asked = watch.Mark();
        Pass(10);
        Assert.False(watch.HasWaitedLong(asked));
        Assert.False(watch.HasJumped());

        Pass(1);
        Assert.True(watch.HasWaitedLong(asked));
        Assert.True(watch.HasJumped());

        Pass(30);
        Assert.False(watch.HasJumped());
    }

    [Fact]
    public void A_virtual_clock_jumps_on_purpose()
    {
        var watch = new ClockWatch(wall, elapsed: null);
        Assert.False(watch.HasJumped());

        wall.AdvanceDays(1);
        Assert.False(watch.HasJumped());
    }

    private ClockWatch AWatch()
    {
        var watch = new ClockWatch(wall, () => counted);
        watch.LeasesLast(Duration.FromSeconds(30));
        Assert.False(watch.HasJumped());
        return watch;
    }

    private void Pass(int seconds)
    {
        wall.AdvanceSeconds(seconds);
        counted += Duration.FromSeconds(seconds);
    }
}
