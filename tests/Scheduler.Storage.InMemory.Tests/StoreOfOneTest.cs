using NodaTime;

namespace RoutineScheduler.Storage.InMemory.Tests;

/// <summary>Opened again it is the same store: what lives in memory has no other process to be opened by.</summary>
internal sealed class StoreOfOneTest
{
    private InMemoryStorage? store;

    public async Task<IStorage> OpenAsync(IClock clock)
    {
        store ??= new InMemoryStorage(clock);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }
}
