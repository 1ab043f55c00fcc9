using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.InMemory;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

/// <summary>Timers stand still while a machine sleeps; its clock does not.</summary>
public class OversleepingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_machine_slept_the_next_date_is_loaded_when_its_time_has_come_and_not_as_much_later()
    {
        var time = new VirtualTime(ANode.Noon);
        var wall = new SetClock(time.Clock);
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler.AddRoutine("it", routine => routine.At("0 9 * * *").Executes((_, _) => Task.CompletedTask)),
            options => options.LateAfter = TimeSpan.FromDays(1), on: new GatedStorage(new InMemoryStorage(wall)), time: time);
        var asleep = time.WhenAskedFor(Duration.FromSeconds(30));   // by nobody but the loader
        await node.Node.StartAsync(Cancel);
        await asleep;

        var loaded = node.Said.WhenSaid(2001);
        wall.SetAhead(Duration.FromHours(11) + Duration.FromMinutes(50));   // it slept until 23:50: tomorrow was to be loaded at 23:45
        time.Advance(Duration.FromSeconds(30));

        await loaded.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Contains("2026-11-20", node.Said.Of(2001).Last());
        await node.Node.StopAsync(new CancellationToken(canceled: true));
    }

    /// <summary>The wall clock, beside the counted time of <paramref name="counted"/>.</summary>
    private sealed class SetClock(FakeClock counted) : IClock
    {
        private long aheadTicks;

        public void SetAhead(Duration by) => Interlocked.Exchange(ref aheadTicks, by.BclCompatibleTicks);

        public Instant GetCurrentInstant() => counted.GetCurrentInstant() + Duration.FromTicks(Interlocked.Read(ref aheadTicks));
    }
}
