namespace RoutineScheduler.Storage;

/// <summary>
/// One complete store: its ports share a database. The ports are internal: a driver is built together with Core and passes the conformance
/// suite; docs/writing-a-storage.md says how. No method of a port is told the time: the store has its own clock.
/// What the rules conclude by themselves (Expire, NotNeeded) stands in run history under <see cref="Journal.Actor.Scheduler"/>,
/// whoever's change led to it.
/// </summary>
internal interface IStorage : IAsyncDisposable
{
    /// <summary>For logs and errors; no secrets.</summary>
    string Description { get; }

    IRoutineStore Routines { get; }

    ILoadLedger Loads { get; }

    IRunQueue Queue { get; }

    IRunActions Actions { get; }

    IRunQueries Queries { get; }

    IJournal Journal { get; }

    INodeRegistry Nodes { get; }

    IStoreSignal Signal { get; }

    /// <summary>False where opening would make it: a question makes nothing.</summary>
    bool IsThere => true;

    /// <summary>Whether other processes may use it: where not, registering spoils nobody's definitions.</summary>
    bool IsShared => true;

    /// <summary>Creates or migrates the schema. Safe on two processes at once, and called before anything else.</summary>
    /// <exception cref="StorageException">
    /// The database is newer, read-only, or no database; the message says which, where, and what to do.
    /// </exception>
    Task OpenAsync(CancellationToken cancel);
}

/// <summary>The store as it was configured cannot be used; no retry will help.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
