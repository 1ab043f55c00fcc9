using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance;

namespace RoutineScheduler.Storage.Sqlite.Tests;

public sealed class SqliteEdgesTests : EdgesConformance
{
    private readonly SqliteFileOfOneTest file = new();

    public override bool SpansProcesses => true;

    public override ValueTask DisposeAsync() => file.DisposeAsync();

    internal override Task<IStorage> OpenAsync(IClock clock) => file.OpenAsync(clock);

    internal override void Miscount(IStorage store, RunId run, int unmet) =>
        file.Ask($"UPDATE run SET unmet = {unmet}, claimable = 0 WHERE id = {run}");
}
