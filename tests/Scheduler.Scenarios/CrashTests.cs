using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.HostProcess;
using RoutineScheduler.Queue;
using RoutineScheduler.Scenarios.Driving;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.Sqlite;
using Xunit;

namespace RoutineScheduler.Scenarios;

/// <summary>A real process dies at each named place, once; the next start finishes every run.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Killed = 137;
    private static readonly Instant Evening = Instant.FromUtc(2026, 11, 19, 23, 30, 1);   // 20:30:01 in São Paulo
    private static readonly LocalDate Thursday = new(2026, 11, 19);

    private readonly SqliteFolder folder = new();
    private readonly List<string> executed = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Reached by something else than one start on a new file: each has a test of its own below.</summary>
    private static readonly string[] OfOtherStories =
        [CrashPoints.BeforeRescueCommit, CrashPoints.AfterAbsenceRecorded, CrashPoints.BeforeAbsenceClosed, CrashPoints.BeforeOrderCommit];

    /// <summary>All others that the library names: a new one is tested from its first day, and fails here where nothing reaches it.</summary>
    public static TheoryData<string> OfOneStart =>
        [.. typeof(CrashPoints).GetFields().Where(one => one.IsLiteral).Select(one => (string)one.GetRawConstantValue()!).Except(OfOtherStories)];

    [Theory]
    [MemberData(nameof(OfOneStart))]
    public async Task After_dying_there_the_next_start_finishes_every_run(string place)
    {
        Assert.Equal(Killed, await RunAsync(Evening, place));

        Assert.Equal(0, await RunAsync(Evening + Duration.FromSeconds(5)));

        await AllHaveEndedAsync(Thursday);
    }

    [Fact]
    public async Task After_dying_in_a_rescue_the_next_start_rescues_again()
    {
        Assert.Equal(Killed, await RunAsync(Evening, CrashPoints.AfterClaimCommit));
        Assert.Equal(Killed, await RunAsync(Evening + Duration.FromSeconds(5), CrashPoints.BeforeRescueCommit));

        Assert.Equal(0, await RunAsync(Evening + Duration.FromSeconds(10)));

        await AllHaveEndedAsync(Thursday);
    }

    [Theory]
    [InlineData(CrashPoints.AfterAbsenceRecorded)]
    [InlineData(CrashPoints.BeforeAbsenceClosed)]
    public async Task After_dying_while_catching_up_the_next_start_goes_on(string place)
    {
        Assert.Equal(0, await RunAsync(Evening));

        var nextEvening = Evening + Duration.FromDays(1);
        Assert.Equal(Killed, await RunAsync(nextEvening, place));
        Assert.Equal(0, await RunAsync(nextEvening + Duration.FromSeconds(5)));

        await AllHaveEndedAsync(Thursday);
        await AllHaveEndedAsync(Thursday.PlusDays(1));
    }

    [Fact]
    public async Task After_dying_in_an_order_the_same_key_makes_one_run()
    {
        Assert.Equal(Killed, await RunAsync(Evening, CrashPoints.BeforeOrderCommit, task: "order"));
        Assert.Equal(0, await RunAsync(Evening + Duration.FromSeconds(5), task: "order"));
        Assert.Equal(0, await RunAsync(Evening + Duration.FromSeconds(10), task: "order"));

        await using var store = await OpenAsync(Evening + Duration.FromMinutes(1));
        Assert.Equal(RunState.Succeeded, Assert.Single(await store.Queries.ListAsync(new RunFilter { Routines = ["by-hand"] }, Cancel)).Facts.State);
    }

    [Fact]
    public async Task Two_processes_share_the_day_and_one_is_killed_in_the_middle()
    {
        using var killed = Driving.HostProcess.Start(folder.File, Evening, linesWanted: 5);
        using var survivor = Driving.HostProcess.Start(folder.File, Evening);
        await killed.HasExecutedEnough;
        killed.Kill();
        await killed.EndAsync(Cancel);
        Assert.Equal((0, ""), (await survivor.EndAsync(Cancel), survivor.Errors));
        executed.AddRange(killed.Lines.Concat(survivor.Lines));

        Assert.Equal(0, await RunAsync(Evening + Duration.FromMinutes(1)));

        await AllHaveEndedAsync(Thursday);
    }

    public void Dispose() => folder.Dispose();

    private async Task<int> RunAsync(Instant now, string crashAt = "none", string task = "run")
    {
        using var process = Driving.HostProcess.Start(folder.File, now, crashAt, task);
        var code = await process.EndAsync(Cancel);
        Assert.True(code is 0 or Killed, process.Errors);
        executed.AddRange(process.Lines);
        return code;
    }

    private async Task AllHaveEndedAsync(LocalDate date)
    {
        await using var store = await OpenAsync(Evening + Duration.FromDays(1) + Duration.FromMinutes(5));
        var runs = await store.Queries.ListAsync(new RunFilter { From = date, To = date, Limit = 1_000 }, Cancel);

        Assert.Equal(Day.Independent + Day.Independent / 4, runs.Count);
        Assert.All(runs, run => Assert.Equal(RunState.Succeeded, run.Facts.State));
        Assert.Equal(0, await store.Queue.ReconcileAsync(10_000, Cancel));
        Assert.Equal(["ok"], folder.IntegrityCheck());
        NoneWasExecutedTwiceUnderAValidLease(runs);
    }

    /// <summary>
    /// Each start has a token of its own, and each run as many starts as it had claims that reached their executor; only the last one ended it.
    /// </summary>
    private void NoneWasExecutedTwiceUnderAValidLease(IReadOnlyList<RunRow> runs)
    {
        var starts = executed.Where(line => line.StartsWith("start ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToList();
        Assert.Equal(starts.Count, starts.DistinctBy(start => start[2]).Count());
        foreach (var run in runs)
        {
            var tokens = starts.Where(start => start[1] == run.Id.ToString()).Select(start => long.Parse(start[2])).ToList();
            Assert.InRange(tokens.Count, 1, run.Attempts);
            Assert.Equal(run.Facts.Lost + 1, run.Attempts);
        }
    }

    private async Task<IStorage> OpenAsync(Instant now)
    {
        var store = new SqliteStorage(new SqliteStorageOptions { ConnectionString = $"Data Source={folder.File}" }, new FakeClock(now));
        await store.OpenAsync(Cancel);
        return store;
    }
}
