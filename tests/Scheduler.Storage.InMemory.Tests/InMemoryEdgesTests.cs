using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance;

namespace RoutineScheduler.Storage.InMemory.Tests;

public sealed class InMemoryEdgesTests : EdgesConformance
{
    private readonly StoreOfOneTest store = new();

    public override bool SpansProcesses => false;

    internal override Task<IStorage> OpenAsync(IClock clock) => store.OpenAsync(clock);

    internal override void Miscount(IStorage store, RunId run, int unmet)
    {
        var runs = ((InMemoryStorage)store).Tables.Runs;
        runs.Put(runs[run.Value] with { Row = runs[run.Value].Row with { UnmetEdges = unmet } });
    }
}
