using NodaTime;
using RoutineScheduler.Storage.Conformance;

namespace RoutineScheduler.Storage.Sqlite.Tests;

public sealed class SqliteRoutineStoreTests : RoutineStoreConformance
{
    private readonly SqliteFileOfOneTest file = new();

    public override bool SpansProcesses => true;

    public override ValueTask DisposeAsync() => file.DisposeAsync();

    internal override Task<IStorage> OpenAsync(IClock clock) => file.OpenAsync(clock);
}
