using NodaTime;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.InMemory;
using Xunit;

namespace RoutineScheduler.Core.Tests.Loading;

/// <summary>Loaded dates follow what another process has registered, although nothing is to be loaded before tomorrow.</summary>
public sealed class AcceptedChangeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_living_node_follows_what_a_command_of_the_same_program_registered()
    {
        var time = new VirtualTime(ANode.Noon);
        var storage = new GatedStorage(new InMemoryStorage(time.Clock));
        await using var serving = await OpenAsync("0 20 * * *");
        var asleep = time.WhenAskedFor(Duration.FromSeconds(30));   // by nobody but the loader
        await serving.Node.StartAsync(Cancel);
        await asleep;
        await using var command = await OpenAsync("0 21 * * *");

        var reloaded = serving.Said.WhenSaid(2003);
        time.Advance(Duration.FromSeconds(30));

        await reloaded.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Contains("Reload of 2026-11-19", serving.Said.Of(2003).Single());
        await serving.Node.StopAsync(new CancellationToken(canceled: true));

        Task<ANode> OpenAsync(string cron) => ANode.OpenAsync(
            scheduler => scheduler.AddRoutine("it", routine => routine.At(cron).Executes((_, _) => Task.CompletedTask)),
            options => options.LateAfter = TimeSpan.FromDays(1), on: storage, time: time);
    }
}
