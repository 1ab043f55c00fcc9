using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests;

public sealed class SqliteEdgesTests : EdgesConformance
{
    private readonly SqliteFileOfOneTest file = new();

    public override bool SpansProcesses => true;

    public override ValueTask DisposeAsync() => file.DisposeAsync();

    internal override Task<IStorage> OpenAsync(IClock clock) => file.OpenAsync(clock);

    [Fact]
    public async Task Whoever_finds_that_what_many_wait_for_stands_otherwise_puts_all_of_them_right()
    {
        var runs = await LoadAsync(
            APlannedRun.DueAt(Noon, "first"), APlannedRun.DueAt(Noon, "second", edges: AnEdge.To("first", Day)));
        file.Ask("UPDATE prerequisite SET is_open = 0");
        file.Ask($"UPDATE run SET unmet = 0, claimable = 1 WHERE id = {runs[1]}");

        await Store.Actions.OrderAsync(AnOrder.Of("third", Day, null, AnEdge.To("first", Day)), Clara, null, TestContext.Current.CancellationToken);

        Assert.Equal(1, (await RowAsync(runs[1])).UnmetEdges);
        Assert.Equal([runs[0]], await ClaimedIdsAsync());
    }

    internal override void Miscount(IStorage store, RunId run, int unmet) =>
        file.Ask($"UPDATE run SET unmet = {unmet}, claimable = 0 WHERE id = {run}");
}
