using NodaTime;
using RoutineScheduler.Storage.Conformance.Model;

namespace RoutineScheduler.Storage.Sqlite.Tests;

public sealed class SqliteModelTests : ModelConformance
{
    private readonly SqliteFileOfOneTest file = new();

    public override bool SpansProcesses => true;

    public override ValueTask DisposeAsync() => file.DisposeAsync();

    internal override Task<IStorage> OpenAsync(IClock clock) => file.OpenAsync(clock);
}
