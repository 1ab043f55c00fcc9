using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Loading;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.InMemory;
using Xunit;

namespace RoutineScheduler.Core.Tests.Loading;

/// <summary>What is loaded, reloaded and caught up, round by round, over a store in memory.</summary>
public class DailyLoaderTests
{
    private const string AtEight = "0 20 * * *";
    private const string AtNine = "0 21 * * *";

    private readonly VirtualTime time = new(ANode.Noon);
    private readonly GatedStorage storage;

    public DailyLoaderTests() => storage = new GatedStorage(new InMemoryStorage(time.Clock));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static LocalDate Today => ANode.Today;

    [Fact]
    public async Task A_round_loads_what_is_due_once_and_says_when_the_next_date_is()
    {
        await using var node = await OpenAsync(AtEight);

        var next = await node.Parts.Loader.RunOnceAsync("StartUp", Cancel);
        time.Clock.AdvanceMinutes(1);
        await node.Parts.Loader.RunOnceAsync("Automatic", Cancel);

        Assert.Equal(Instant.FromUtc(2026, 11, 20, 2, 45), next);   // a quarter of an hour before midnight in São Paulo
        var row = Assert.Single(await LoadsAsync());
        Assert.Equal((Today, "StartUp", 1, ANode.Noon), (row.Date, row.Trigger, row.Counts.Added, row.At));
        Assert.Equal([At(20)], await DueAsync(node));
    }

    [Fact]
    public async Task Dates_ahead_are_loaded_with_each_round()
    {
        await using var node = await OpenAsync(AtEight, ahead: 2);

        await node.Parts.Loader.RunOnceAsync("StartUp", Cancel);
        Assert.Equal([Today, Today.PlusDays(1), Today.PlusDays(2)], (await LoadsAsync()).Select(row => row.Date));

        time.Clock.AdvanceDays(1);
        await node.Parts.Loader.RunOnceAsync("Automatic", Cancel);
        Assert.Equal(Today.PlusDays(3), (await LoadsAsync())[^1].Date);
    }

    [Fact]
    public async Task A_stale_load_is_reloaded_for_what_is_still_ahead()
    {
        await LoadedAsync(AtEight);
        await using var node = await OpenAsync("0 11,21 * * *");

        await node.Parts.Loader.RunOnceAsync("StartUp", Cancel);

        Assert.Equal([At(21)], await DueAsync(node));   // the slot of this morning is over
        Assert.Equal("Reload", Assert.Single(await LoadsAsync()).Trigger);
    }

    [Fact]
    public async Task Where_it_is_to_ask_a_stale_load_is_marked_and_told_once_and_the_mark_goes_with_the_change()
    {
        await LoadedAsync(AtEight);
        await using (var node = await OpenAsync(AtNine, ReloadOnChange.Ask))
        {
            await node.Parts.Loader.RunOnceAsync("StartUp", Cancel);
            await node.Parts.Loader.RunOnceAsync("Automatic", Cancel);

            Assert.Equal([At(20)], await DueAsync(node));
            Assert.NotNull(Assert.Single(await LoadsAsync()).StaleHash);
            Assert.Single(node.Said.Of(2004));
        }

        await using var asBefore = await OpenAsync(AtEight, ReloadOnChange.Ask);
        await asBefore.Parts.Loader.RunOnceAsync("StartUp", Cancel);
        Assert.Null(Assert.Single(await LoadsAsync()).StaleHash);
    }

    [Fact]
    public async Task Where_reloading_is_off_a_stale_load_is_left_alone()
    {
        await LoadedAsync(AtEight);
        await using var node = await OpenAsync(AtNine, ReloadOnChange.Off);

        await node.Parts.Loader.RunOnceAsync("StartUp", Cancel);

        Assert.Equal([At(20)], await DueAsync(node));
        Assert.Null(Assert.Single(await LoadsAsync()).StaleHash);
    }

    [Fact]
    public async Task Catching_up_loads_the_dates_within_the_window_and_skips_the_others_with_one_alert()
    {
        await using var node = await OpenAsync(AtEight);
        await BeatAsync(node);
        time.Clock.AdvanceDays(10);
        await BeatAsync(node);

        var outcome = await node.Parts.Loader.CatchUpAsync(Cancel);

        var loads = await LoadsAsync();
        Assert.Equal(Enumerable.Range(0, 11).Select(Today.PlusDays), loads.Select(row => row.Date));
        Assert.Equal([Today, Today.PlusDays(1), Today.PlusDays(2)], loads.Where(row => row.State == LoadState.Skipped).Select(row => row.Date));
        Assert.All(loads.Skip(3), row => Assert.Equal(("CatchUp", 1), (row.Trigger, row.Counts.Added)));
        Assert.Equal(
            "3 dates from 2026-11-19 to 2026-11-21 were not loaded: they are older than the catch-up window. Load by hand what matters",
            Assert.Single(node.Said.Of(2007)));
        Assert.NotNull(outcome);
        Assert.Null(await node.Parts.Loader.CatchUpAsync(Cancel));   // it is closed
    }

    [Fact]
    public async Task Who_dies_while_catching_up_leaves_the_absence_open_and_the_next_goes_on()
    {
        await using var node = await OpenAsync(AtEight);
        await BeatAsync(node);
        time.Clock.AdvanceDays(3);
        await BeatAsync(node);
        var isGone = false;
        storage.Refuse = (call, _) => (isGone |= call == nameof(ILoadLedger.LoadAsync) && storage.CallsOf(call) > 2) ? new StoreIsAway() : null;
        await Assert.ThrowsAsync<StoreIsAway>(() => node.Parts.Loader.CatchUpAsync(Cancel));
        storage.BringBack();
        Assert.NotNull(await storage.Nodes.FindOpenAbsenceAsync(Cancel));

        Assert.NotNull(await node.Parts.Loader.CatchUpAsync(Cancel));

        Assert.Equal(Enumerable.Range(0, 4).Select(Today.PlusDays), (await LoadsAsync()).Select(row => row.Date));
        Assert.All(await LoadsAsync(), row => Assert.Equal(1, row.Counts.Added));
        Assert.Empty(node.Said.Of(2011));
    }

    [Fact]
    public async Task A_date_that_cannot_be_loaded_stops_no_other_and_is_tried_again()
    {
        await using var node = await OpenAsync(AtEight, ahead: 2);
        RefuseLoadsOf(Today);

        var trouble = await Assert.ThrowsAsync<DatesNotLoadedException>(() => node.Parts.Loader.RunOnceAsync("Automatic", Cancel));

        Assert.StartsWith("1 order date could not be loaded: 2026-11-19.", trouble.Message);
        Assert.IsType<StoreIsAway>(Assert.Single(trouble.InnerExceptions));
        Assert.Equal([Today.PlusDays(1), Today.PlusDays(2)], (await LoadsAsync()).Select(row => row.Date));

        storage.BringBack();
        await node.Parts.Loader.RunOnceAsync("Automatic", Cancel);
        Assert.Equal([Today, Today.PlusDays(1), Today.PlusDays(2)], (await LoadsAsync()).Select(row => row.Date));
    }

    [Fact]
    public async Task A_node_starts_although_a_date_cannot_be_loaded_and_says_so()
    {
        await using var node = await OpenAsync(AtEight, ahead: 1);
        RefuseLoadsOf(Today.PlusDays(1));

        await node.Node.StartAsync(Cancel);
        await node.Node.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal([Today], (await LoadsAsync()).Select(row => row.Date));
        Assert.Contains("DailyLoader failed; it is tried again, and this is said once until it goes well", node.Said.Of(4008));
    }

    [Fact]
    public async Task A_date_that_cannot_be_caught_up_is_recorded_and_told_and_keeps_no_absence_open()
    {
        await using var node = await OpenAsync(AtEight);
        await BeatAsync(node);
        time.Clock.AdvanceDays(3);
        await BeatAsync(node);
        RefuseLoadsOf(Today.PlusDays(1));

        Assert.NotNull(await node.Parts.Loader.CatchUpAsync(Cancel));

        var loads = await LoadsAsync();
        Assert.Equal([LoadState.Loaded, LoadState.Skipped, LoadState.Loaded, LoadState.Loaded], loads.Select(row => row.State));
        Assert.Equal("LoadFailed", loads[1].Reason);
        Assert.Contains("2026-11-20 could not be caught up", Assert.Single(node.Said.Of(2011)));
        Assert.Null(await storage.Nodes.FindOpenAbsenceAsync(Cancel));

        storage.BringBack();
        var byHand = await node.Client.LoadAsync(new LoadRequest(Today.PlusDays(1)), Cancel);
        Assert.Equal((LoadStatus.Loaded, 1), (byHand.Status, byHand.Totals.Added));
    }

    [Fact]
    public async Task A_date_whose_load_goes_well_the_second_time_is_caught_up()
    {
        await using var node = await OpenAsync(AtEight);
        await BeatAsync(node);
        time.Clock.AdvanceDays(1);
        await BeatAsync(node);
        storage.Refuse = (call, _) => call == nameof(ILoadLedger.LoadAsync) && storage.CallsOf(call) == 1 ? new StoreIsAway() : null;

        Assert.NotNull(await node.Parts.Loader.CatchUpAsync(Cancel));

        Assert.All(await LoadsAsync(), row => Assert.Equal((LoadState.Loaded, 1), (row.State, row.Counts.Added)));
        Assert.Empty(node.Said.Of(2011));
    }

    private void RefuseLoadsOf(LocalDate date) => storage.Refuse = (call, arguments) =>
        call == nameof(ILoadLedger.LoadAsync) && arguments[0] is DayLoad load && load.Date == date ? new StoreIsAway() : null;

    private Task<ANode> OpenAsync(string cron, ReloadOnChange onChange = ReloadOnChange.Future, int ahead = 0) => ANode.OpenAsync(
        scheduler => scheduler.AddRoutine("it", routine => routine.At(cron).Executes((_, _) => Task.CompletedTask)),
        options => (options.ReloadOnChange, options.LoadAhead) = (onChange, ahead),
        on: storage, time: time);

    private async Task LoadedAsync(string cron)
    {
        await using var node = await OpenAsync(cron);
        await node.Parts.Loader.RunOnceAsync("StartUp", Cancel);
    }

    private static Task BeatAsync(ANode node) =>
        node.Storage.Nodes.BeatAsync(new NodeBeat(node.Parts.Node, "host", 1, "1", 16, node.Parts.Executors.Names), Duration.FromMinutes(5), Cancel);

    private Task<IReadOnlyList<LoadRow>> LoadsAsync() => storage.Loads.ListAsync(Today.PlusDays(-30), Today.PlusDays(30), Cancel);

    private static async Task<IEnumerable<Instant>> DueAsync(ANode node) =>
        (await node.Client.RunsAsync(new RunQuery { States = [RoutineScheduler.Queue.RunState.Pending] }, Cancel)).Select(run => run.DueAt).Order();

    /// <summary>Today, on the clock of São Paulo.</summary>
    private static Instant At(int hour) => Instant.FromUtc(2026, 11, 19, 3, 0) + Duration.FromHours(hour);
}
