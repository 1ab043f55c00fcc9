using NodaTime;
using RoutineScheduler.Storage.Conformance;

namespace RoutineScheduler.Storage.InMemory.Tests;

public sealed class InMemoryRacesTests : RacesConformance
{
    private readonly StoreOfOneTest store = new();

    public override bool SpansProcesses => false;

    internal override Task<IStorage> OpenAsync(IClock clock) => store.OpenAsync(clock);
}
