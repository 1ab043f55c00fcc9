using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Nodes;
using RoutineScheduler.Storage.Sqlite.Opening;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite;

/// <summary>One SQLite file, for the processes of one machine.</summary>
internal sealed class SqliteStorage : IStorage
{
    private readonly SqliteStorageOptions options;
    private readonly SqliteFile file;
    private readonly Random random;
    private readonly CrashPoint crash;
    private readonly SqliteDatabase database;
    private readonly SqliteSignal signal;
    private readonly NodeLocks locks;
    private readonly SemaphoreSlim opening = new(1);
    private bool isOpen;
    private int disposed;

    /// <param name="clock">Of all that is due, leased or late; handed in, so that a month fits into a test.</param>
    /// <param name="time">Counts on while <paramref name="clock"/> may jump; null where that one is virtual.</param>
    /// <param name="random">Spreads the repetitions of processes that wait for each other.</param>
    /// <exception cref="StorageException">The options cannot be used: what is wrong, and what would be right.</exception>
    public SqliteStorage(
        SqliteStorageOptions options, IClock clock, CrashPoint? crash = null, TimeProvider? time = null, Random? random = null, ILogger? log = null)
    {
        this.options = options;
        this.crash = crash ?? CrashPoints.None;
        this.random = random ?? new Random();
        file = SqliteFile.Check(options);
        database = new SqliteDatabase(clock, () => this.crash(CrashPoints.InLoad));
        signal = new SqliteSignal(time ?? TimeProvider.System, options.LookForOthersEvery);
        locks = new NodeLocks(file.Path);
        var watch = new ClockWatch(clock, time is null ? null : () => Duration.FromTimeSpan(time.GetElapsedTime(0)));
        Queue = new SqliteRunQueue(database, locks, watch);
        Journal = new SqliteJournal(database);
        Queries = new SqliteRunQueries(database);
        Actions = new SqliteRunActions(database);
        Loads = new SqliteLoadLedger(database, log ?? NullLogger.Instance);
        Routines = new SqliteRoutineStore(database);
        Nodes = new SqliteNodeRegistry(database, locks, this.crash);
    }

    public string Description => $"SQLite, {file.Path}";

    public bool IsThere => !UnusedFile.Is(file);

    public IRoutineStore Routines { get; }

    public ILoadLedger Loads { get; }

    public IRunQueue Queue { get; }

    public IRunActions Actions { get; }

    public IRunQueries Queries { get; }

    public IJournal Journal { get; }

    public INodeRegistry Nodes { get; }

    public IStoreSignal Signal => signal;

    /// <summary>For tests that count.</summary>
    internal SqliteDatabase Database => database;

    /// <summary>Once it has succeeded, it does nothing; what has failed half-way is closed, and may be called again.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        await opening.WaitAsync(cancel);
        try
        {
            if (!isOpen)
            {
                await OpenFileAsync(cancel);
                isOpen = true;
            }
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task OpenFileAsync(CancellationToken cancel)
    {
        var toFile = new SqliteOpening(options, file, random, crash);
        var writer = new SqliteWriter(await toFile.OpenWriterAsync(cancel), database.Clock, random, crash, signal.Tell);
        var readers = new SqliteReaders(toFile.OpenReader);
        try
        {
            await signal.OpenAsync(writer, cancel);
            NodeLockFile.RemoveStale(file.Path, await readers.ReadAsync(NodeTable.Running, cancel));
        }
        catch
        {
            await writer.DisposeAsync();
            readers.Dispose();
            throw;
        }

        database.Open(writer, readers);
    }

    /// <summary>Carries out what waits. The nodes' files are given up last: until then no other process thinks this one gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;   // by a container, after by hand
        }

        await signal.DisposeAsync();
        await database.DisposeAsync();
        locks.Dispose();
        opening.Dispose();
    }
}
