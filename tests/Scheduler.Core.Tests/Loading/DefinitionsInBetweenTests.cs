using RoutineScheduler.Client;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.InMemory;
using Xunit;

namespace RoutineScheduler.Core.Tests.Loading;

/// <summary>A date is planned outside of the transaction that loads it. What another release registers in between is not loaded over.</summary>
public sealed class DefinitionsInBetweenTests
{
    private const string Nine = "0 21 * * *";
    private const string Eight = "0 20 * * *";

    private readonly VirtualTime time = new(ANode.Noon);
    private readonly GatedStorage storage;

    public DefinitionsInBetweenTests() => storage = new GatedStorage(new InMemoryStorage(time.Clock));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_previewed_is_refused_and_the_other_releases_plan_stays()
    {
        await using var node = await OpenAsync(Eight);
        var preview = await node.Client.LoadAsync(new LoadRequest(ANode.Today) { Preview = true }, Cancel);
        BeforeTheNextLoad(() => StartAnotherReleaseAsync(loads: true));

        var applied = await node.Client.LoadAsync(new LoadRequest(ANode.Today) { ExpectedHash = preview.PlanHash }, Cancel);

        Assert.Equal(LoadStatus.PlanChanged, applied.Status);
        Assert.Equal(21 + 3, await DueHourInUtcAsync(node));
    }

    [Fact]
    public async Task What_nobody_previewed_is_planned_again_and_loaded()
    {
        await using var node = await OpenAsync(Eight);
        BeforeTheNextLoad(() => StartAnotherReleaseAsync(loads: false));

        await node.Parts.Loader.RunOnceAsync("StartUp", Cancel);

        Assert.Equal(21 + 3, await DueHourInUtcAsync(node));
    }

    private Task<ANode> OpenAsync(string cron) => ANode.OpenAsync(
        scheduler => scheduler.AddRoutine("it", routine => routine.At(cron).Executes((_, _) => Task.CompletedTask)),
        on: storage, time: time);

    private async Task StartAnotherReleaseAsync(bool loads)
    {
        await using var other = await OpenAsync(Nine);
        if (loads)
        {
            await other.Client.LoadAsync(new LoadRequest(ANode.Today), Cancel);
        }
    }

    /// <summary>The store in memory answers at once, so that nothing is waited for here.</summary>
    private void BeforeTheNextLoad(Func<Task> happens) => storage.Refuse = (call, _) =>
    {
        if (call == nameof(ILoadLedger.LoadAsync))
        {
            storage.BringBack();
            happens().GetAwaiter().GetResult();
        }

        return null;
    };

    private static async Task<double> DueHourInUtcAsync(ANode node) =>
        (Assert.Single(await node.Client.RunsAsync(new RunQuery(), Cancel)).DueAt - ANode.Noon).TotalHours + 15;
}
