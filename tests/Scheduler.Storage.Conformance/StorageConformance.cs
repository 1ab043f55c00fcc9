using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Journal;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>
/// One class of the suite per port or phenomenon; its facts are inherited, so that no driver can forget one. A driver's class derives from each
/// and says only how its store is opened.
/// </summary>
public abstract class StorageConformance : IAsyncLifetime
{
    private protected static readonly LocalDate Day = new(2026, 3, 2);
    private protected static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private protected static readonly Duration Minute = Duration.FromMinutes(1);
    private protected static readonly Duration Hour = Duration.FromHours(1);
    private protected static readonly NodeId Anna = new("anna");
    private protected static readonly NodeId Ben = new("ben");
    private protected static readonly Actor Clara = new("clara@desk");

    private protected FakeClock Clock { get; } = new(Noon);

    private protected IStorage Store { get; private set; } = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whether more than one process can have the store open.</summary>
    public abstract bool SpansProcesses { get; }

    /// <summary>Opens this test's own store: empty at first; when opened again, as by another process, with what is in it by then.</summary>
    /// <param name="clock">Hand it to the store as its clock.</param>
    internal abstract Task<IStorage> OpenAsync(IClock clock);

    public async ValueTask InitializeAsync() => Store = await OpenAsync(Clock);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The ids of the date's runs afterwards, in the order of the slots given.</summary>
    private protected async Task<IReadOnlyList<RunId>> LoadAsync(params PlannedRun[] runs)
    {
        await Store.Loads.LoadAsync(ALoad.Of(runs), Cancel);
        return await IdsOfAsync(runs);
    }

    private protected async Task<IReadOnlyList<RunId>> IdsOfAsync(params PlannedRun[] runs)
    {
        var rows = await RowsAsync();
        return [.. runs.Select(run => rows.Single(row => IsFor(run, row)).Id)];
    }

    private protected async Task<IReadOnlyList<RunRow>> RowsAsync() =>
        await Store.Queries.ListAsync(new RunFilter { Limit = int.MaxValue }, Cancel);

    private protected async Task<RunRow> RowAsync(RunId run)
    {
        var row = await Store.Queries.FindAsync(run, Cancel);
        Assert.NotNull(row);
        return row;
    }

    private protected async Task<RunState> StateAsync(RunId run) => (await RowAsync(run)).Facts.State;

    private protected Task<IReadOnlyList<ClaimedRun>> ClaimAsync(int places = 100, NodeId? node = null, params string[] executors) =>
        Store.Queue.ClaimAsync(AClaim.By(node ?? Anna, places, executors), Cancel);

    private protected async Task<IReadOnlyList<RunId>> ClaimedIdsAsync(int places = 100, NodeId? node = null, params string[] executors) =>
        [.. (await ClaimAsync(places, node, executors)).Select(run => run.Lease.Run)];

    /// <summary>Loads one due run and claims it.</summary>
    private protected async Task<ClaimedRun> ALeasedRunAsync(PlannedRun? planned = null)
    {
        var run = planned ?? APlannedRun.DueAt(Clock.GetCurrentInstant());
        var id = Assert.Single(await LoadAsync(run));
        return Assert.Single(await ClaimAsync(), claimed => claimed.Lease.Run == id);
    }

    private protected async Task<RunFacts?> EndAsync(AttemptToEnd attempt) =>
        Assert.Single(await Store.Queue.FinishAsync([attempt], Cancel)).After;

    /// <summary>Claims everything that is due and lets this run succeed; the other leases are handed back.</summary>
    private protected async Task RunAsync(RunId run, Func<ClaimedRun, AttemptToEnd>? end = null)
    {
        var claimed = await ClaimAsync();
        var attempts = claimed
            .Select(it => it.Lease.Run == run ? (end ?? (its => AnAttempt.ThatSucceeded(its)))(it) : AnAttempt.HandedBack(it)).ToList();
        Assert.Contains(run, attempts.Select(attempt => attempt.Lease.Run));
        await Store.Queue.FinishAsync(attempts, Cancel);
    }

    private protected async Task<ActionOutcome> ActAsync(RunChange change, params RunId[] runs) =>
        await Store.Actions.ActAsync(new RunSelection(runs), change, Clara, "because", Cancel);

    private protected async Task<RunId> RerunAsync(RunId run, RunToOrder order) => Assert.Single((await TryToRerunAsync(order, run)).Made).Run;

    private protected async Task<RerunOutcome> TryToRerunAsync(RunToOrder order, params RunId[] runs) =>
        await Store.Actions.RerunAsync(new RunSelection(runs), (_, _, _) => order, Clara, "again", Cancel);

    private protected static bool IsFor(PlannedRun planned, RunRow row) =>
        row.Trigger == RunTrigger.Planned && (row.Routine, row.OrderDate, row.Slot) == (planned.Terms.Routine, planned.OrderDate, planned.Slot);
}
