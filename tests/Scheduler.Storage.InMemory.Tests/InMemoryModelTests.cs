using NodaTime;
using RoutineScheduler.Storage.Conformance.Model;

namespace RoutineScheduler.Storage.InMemory.Tests;

public sealed class InMemoryModelTests : ModelConformance
{
    private readonly StoreOfOneTest store = new();

    public override bool SpansProcesses => false;

    internal override Task<IStorage> OpenAsync(IClock clock) => store.OpenAsync(clock);
}
