using NodaTime;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>
/// A store that lives and dies with its process: for hosts that need nothing kept, for simulated months, and as the model that the other
/// drivers are compared with.
/// </summary>
internal sealed class InMemoryStorage : IStorage
{
    private readonly MemoryTables tables = new();

    public InMemoryStorage(IClock clock)
    {
        var signal = new InMemorySignal();
        var steps = new MemorySteps(clock, signal);
        Signal = signal;
        Routines = new InMemoryRoutineStore(steps, tables);
        Loads = new InMemoryLoadLedger(steps, tables);
        Queue = new InMemoryRunQueue(steps, tables);
        Actions = new InMemoryRunActions(steps, tables);
        Queries = new InMemoryRunQueries(steps, tables);
        Journal = new InMemoryJournal(steps, tables);
        Nodes = new InMemoryNodeRegistry(steps, tables);
    }

    public string Description => "memory: nothing is kept when the process ends";

    public bool IsShared => false;

    public IRoutineStore Routines { get; }

    public ILoadLedger Loads { get; }

    public IRunQueue Queue { get; }

    public IRunActions Actions { get; }

    public IRunQueries Queries { get; }

    public IJournal Journal { get; }

    public INodeRegistry Nodes { get; }

    public IStoreSignal Signal { get; }

    /// <summary>For tests that spoil them.</summary>
    internal MemoryTables Tables => tables;

    public Task OpenAsync(CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
