using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Processes;

/// <summary>Real processes on one file.</summary>
public sealed class SeveralProcessesTests : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    private readonly SqliteFileOfOneTest file = new();
    private readonly FakeClock clock = new(Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task Four_processes_migrate_one_new_file_at_once()
    {
        var said = await AtOnceAsync(4, _ => OtherProcess.Start("open", file.Path));

        Assert.All(said, it => Assert.Equal(0, it.ExitCode));
        Assert.Equal(1L, file.Ask("SELECT count(*) FROM schema_version"));
        Assert.Equal("ok", file.Ask("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Four_processes_that_load_one_date_at_once_make_one_queue()
    {
        var said = await AtOnceAsync(4, _ => OtherProcess.Start("load", file.Path, "200"));

        Assert.Equal(["AlreadyLoaded", "AlreadyLoaded", "AlreadyLoaded", "Loaded"], said.SelectMany(it => it.Lines).Order(StringComparer.Ordinal));
        Assert.Equal(200L, file.Ask("SELECT count(*) FROM run"));
    }

    [Fact]
    public async Task Three_processes_finish_each_run_once()
    {
        var store = await file.OpenAsync(clock);
        var runs = Enumerable.Range(0, 150).Select(i => APlannedRun.DueAt(Noon, $"routine-{i}")).ToList();
        await store.Loads.LoadAsync(ALoad.Of(runs), Cancel);

        var said = await AtOnceAsync(3, number => OtherProcess.Start("drain", file.Path, $"node-{number}"));

        var finished = said.SelectMany(it => it.Lines).ToList();
        Assert.Equal(150, finished.Count);
        Assert.Equal(150, finished.Distinct().Count());
        Assert.Equal(150L, file.Ask("SELECT count(*) FROM attempt WHERE number = 1"));
        Assert.Equal(150L, file.Ask("SELECT last_token FROM scheduler"));
    }

    [Fact]
    public async Task The_leases_of_a_killed_process_lapse_at_once_but_not_those_of_a_living_one()
    {
        var store = await LoadAsync("prices");
        using var other = await LeasingAsync();
        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));

        await other.KillAsync(Cancel);

        var rescued = Assert.Single(await store.Queue.RescueAsync(3, 10, Cancel));
        Assert.Equal((new NodeId("doomed"), RunState.Recovering), (rescued.Node, rescued.After.State));
    }

    [Fact]
    public async Task A_living_process_that_cannot_lock_files_does_not_look_gone()
    {
        var store = await LoadAsync("prices");
        using var unlocked = await LeasingAsync("lease-unlocked", []);

        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));
    }

    [Fact]
    public async Task To_a_process_that_cannot_lock_files_a_living_one_does_not_look_gone()
    {
        await LoadAsync("prices");
        using var living = await LeasingAsync();
        using var rescuer = OtherProcess.Start("rescue-unlocked", file.Path);

        rescuer.Go();

        Assert.Equal("0", await rescuer.LineAsync(Cancel));
    }

    [Fact]
    public async Task What_a_killed_process_had_started_as_processes_keeps_its_lease_to_the_end()
    {
        var store = await LoadAsync("prices");
        using var other = await LeasingAsync(startProcesses: APlannedRun.Executor);
        await other.KillAsync(Cancel);

        // Whoever rescues, and were it the same name come back without that executor.
        await store.Nodes.BeatAsync(ABeat.Of(new NodeId("doomed")) with { Executors = [] }, Duration.FromMinutes(5), Cancel);
        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));

        clock.Advance(AClaim.LeaseFor);
        Assert.Single(await store.Queue.RescueAsync(3, 10, Cancel));

        // The next claim says for itself.
        Assert.Single(await store.Queue.ClaimAsync(AClaim.By(new NodeId("heir")), Cancel));
        Assert.Equal(0L, file.Ask("SELECT outlives_node FROM run"));
    }

    [Fact]
    public async Task A_process_that_takes_a_killed_ones_name_gets_its_runs_back_and_keeps_its_own()
    {
        var store = await LoadAsync("a");
        using var other = await LeasingAsync();
        await other.KillAsync(Cancel);

        await store.Nodes.BeatAsync(ABeat.Of(new NodeId("doomed")), Duration.FromMinutes(5), Cancel);
        var rescued = Assert.Single(await store.Queue.RescueAsync(3, 10, Cancel));
        var again = Assert.Single(await store.Queue.ClaimAsync(AClaim.By(new NodeId("doomed")), Cancel));

        Assert.Equal(rescued.Run, again.Lease.Run);
        Assert.Empty(await store.Queue.RescueAsync(3, 10, Cancel));
    }

    [Theory]
    [InlineData(CrashPoints.InMigration)]
    [InlineData(CrashPoints.InLoad)]
    [InlineData(CrashPoints.BeforeLoadCommit)]
    [InlineData(CrashPoints.AfterLoadCommit)]
    [InlineData(CrashPoints.BeforeClaimCommit)]
    [InlineData(CrashPoints.AfterClaimCommit)]
    [InlineData(CrashPoints.BeforeFinishCommit)]
    [InlineData(CrashPoints.AfterFinishCommit)]
    public async Task A_process_that_dies_anywhere_leaves_a_whole_file_and_loses_no_run(string place)
    {
        using (var doomed = OtherProcess.Start("die", file.Path, place))
        {
            doomed.Go();
            await doomed.EndAsync(Cancel);
            Assert.NotEqual(0, doomed.ExitCode);
        }

        // It was no node yet and held no lock file: what it leased lapses by the clock.
        clock.Advance(AClaim.LeaseFor);
        var store = await file.OpenAsync(clock);
        await store.Loads.LoadAsync(
            ALoad.On(Noon.InUtc().Date, "hash", [.. Enumerable.Range(0, 5).Select(i => APlannedRun.DueAt(Noon, $"routine-{i}"))]), Cancel);
        await store.Queue.RescueAsync(3, 10, Cancel);
        var claimed = await store.Queue.ClaimAsync(AClaim.By(new NodeId("heir")), Cancel);
        await store.Queue.FinishAsync([.. claimed.Select(run => AnAttempt.ThatSucceeded(run))], Cancel);

        Assert.Equal("ok", file.Ask("PRAGMA integrity_check"));
        Assert.Equal(5L, file.Ask("SELECT count(*) FROM run WHERE state = 4"));
        Assert.Equal(5L, file.Ask("SELECT count(*) FROM run"));
        Assert.Equal(5L, file.Ask("SELECT count(*) FROM attempt WHERE to_state = 4"));
    }

    private async Task<IStorage> LoadAsync(string routine)
    {
        var store = await file.OpenAsync(clock);
        await store.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon, routine)), Cancel);
        return store;
    }

    private Task<OtherProcess> LeasingAsync(params string[] startProcesses) => LeasingAsync("lease", startProcesses);

    private async Task<OtherProcess> LeasingAsync(string part, string[] startProcesses)
    {
        var other = OtherProcess.Start(part, file.Path, ["doomed", .. startProcesses]);
        other.Go();
        while (await other.LineAsync(Cancel) != "executing")
        {
            // The runs that it has claimed.
        }

        return other;
    }

    private static async Task<IReadOnlyList<(int ExitCode, IReadOnlyList<string> Lines)>> AtOnceAsync(int count, Func<int, OtherProcess> start)
    {
        var processes = Enumerable.Range(0, count).Select(start).ToList();
        try
        {
            processes.ForEach(process => process.Go());
            var lines = await Task.WhenAll(processes.Select(process => process.EndAsync(Cancel)));
            return [.. processes.Zip(lines, (process, said) => (process.ExitCode, said))];
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }
}
