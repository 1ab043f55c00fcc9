using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>The scheduler's store through its ports: what a worker calls, without the worker.</summary>
internal sealed class OurPorts(string folder, IReadOnlyList<PlannedRun> runs) : IContender
{
    private const string Counts = "SELECT (SELECT count(*) FROM run WHERE state = 4), (SELECT count(*) FROM attempt), (SELECT count(*) FROM log)";

    private readonly DatabaseFile file = new(folder);
    private SqliteStorage? storage;

    public string Name => "ports";

    private SqliteStorage Storage => storage ?? throw new InvalidOperationException("Open it first.");

    public async Task OpenAsync()
    {
        storage = new SqliteStorage(new SqliteStorageOptions { ConnectionString = file.ConnectionString }, new SetClock(MeasuredDay.AllDue));
        await storage.OpenAsync(CancellationToken.None);
    }

    public Task LoadAsync() => Storage.Loads.LoadAsync(MeasuredDay.Load(runs), CancellationToken.None);

    public async Task DrainAsync()
    {
        var claim = new ClaimRequest(new NodeId(MeasuredDay.Node), [MeasuredDay.Executor], MeasuredDay.Batch, MeasuredDay.LeaseFor);
        while (await Storage.Queue.ClaimAsync(claim, CancellationToken.None) is { Count: > 0 } claimed)
        {
            await Storage.Queue.FinishAsync([.. claimed.Select(End)], CancellationToken.None);
        }
    }

    public WorkCounter Count() => new(Storage.Database.Writer.Connection);

    public async Task<DrainedFile> CloseAsync()
    {
        await CloseStorageAsync();
        return file.Inspect(Counts);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseStorageAsync();
        file.Dispose();
    }

    private async Task CloseStorageAsync()
    {
        if (Interlocked.Exchange(ref storage, null) is { } open)
        {
            await open.DisposeAsync();
        }
    }

    private static AttemptToEnd End(ClaimedRun run) => new(
        run.Lease, run.Number, new RunChange.FinishOk(run.Lease.Token), AttemptNotes.None,
        [MeasuredDay.Line(run.Lease.Run, run.Routine, run.Number, MeasuredDay.AllDue)]);
}
