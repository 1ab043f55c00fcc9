using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Journal;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Core.Tests.Loading;

/// <summary>What a node does with definitions of a newer release than its own, which it cannot read.</summary>
public class RollingUpgradeTests
{
    private const string NewerSettings = """{"zone":"America/Sao_Paulo","ofALaterRelease":1}""";

    private static readonly Actor Newer = new("newer release");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DefinitionKind.Routine, "it")]
    [InlineData(DefinitionKind.Calendar, "anbima")]
    [InlineData(DefinitionKind.Settings, "planner")]
    public async Task A_run_that_is_pinned_to_a_version_of_a_newer_release_is_handed_back_and_not_failed(object kind, string key)
    {
        var entered = 0;
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.FromResult(entered++)));
        var ofIt = Assert.Single((await node.Storage.Routines.ReadAsync(Cancel)).Routines).Version.Id;
        var newer = await RegisterAsync(node, (DefinitionKind)kind, key, """{"key":"it","ofALaterRelease":1}""");
        var run = await OrderAsync(node, (DefinitionKind)kind == DefinitionKind.Routine ? newer : ofIt, calendarsAsOf: newer);
        var rest = node.Time.WhenAskedFor(Duration.FromSeconds(5));
        Assert.Equal(1, await node.ClaimAsync());
        await rest;
        node.Time.Advance(Duration.FromSeconds(5));
        await node.EndAsync();

        var found = await node.FindAsync(run);
        Assert.Equal((RunState.Recovering, 0, 0, null), (found.Run.State, found.Run.Tries, entered, found.Run.Cause));
        var attempt = Assert.Single(found.Attempts);
        Assert.Equal(AttemptEnd.HandedBack, attempt.End);
        Assert.Contains("cannot be read by this release", attempt.Message);
    }

    [Theory]
    [InlineData("anbima")]
    [InlineData("of-the-host")]
    public async Task A_calendar_of_a_newer_release_is_missing_even_where_one_of_its_name_is_built_in_and_all_else_is_planned(string calendar)
    {
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddRoutine("asks-it", routine => routine
                .On($"business-days({(calendar == "anbima" ? calendar : "b3")})").At("0 20 * * *").Executes((_, _) => Task.CompletedTask))
            .AddRoutine("asks-none", routine => routine.Calendar("b3").At("0 20 * * *").Executes((_, _) => Task.CompletedTask)));
        await RegisterAsync(node, DefinitionKind.Calendar, calendar, """{"name":"x","ofALaterRelease":1}""");

        var (first, again) = (await LoadAsync(node), await LoadAsync(node));

        Assert.Equal((LoadStatus.Loaded, LoadStatus.AlreadyLoaded), (first.Status, again.Status));
        Assert.Equal(calendar == "anbima" ? 1 : 0, first.Totals.Undecided);
        Assert.Contains(first.Planned, run => run.Routine == "asks-none");
        Assert.Equal(
            calendar == "anbima",
            first.Ignored.Any(one => one.Reasons.Any(reason => reason.StartsWith("Undecided(UnknownCalendar", StringComparison.Ordinal))));
        Assert.Single(node.Said.Of(2009));
    }

    [Fact]
    public async Task A_node_that_cannot_read_everything_takes_nothing_out_of_a_load_that_is_there()
    {
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddRoutine("asks-it", routine => routine.On("business-days(anbima)").At("0 20 * * *").Executes((_, _) => Task.CompletedTask)));
        await node.Parts.Loader.RunOnceAsync("StartUp", Cancel);
        await RegisterAsync(node, DefinitionKind.Calendar, "anbima", """{"name":"x","ofALaterRelease":1}""");

        await node.Parts.Loader.RunOnceAsync("Automatic", Cancel);

        Assert.Equal(RunState.Pending, Assert.Single(await node.Client.RunsAsync(new RunQuery(), Cancel)).State);
        Assert.Single(node.Said.Of(2010));

        var byHand = await LoadAsync(node);
        Assert.Equal((LoadStatus.DefinitionsUnreadable, 0), (byHand.Status, byHand.Totals.Superseded));
        Assert.Equal(RunState.Pending, Assert.Single(await node.Client.RunsAsync(new RunQuery(), Cancel)).State);
    }

    [Fact]
    public async Task A_node_that_cannot_read_the_settings_answers_with_its_own_and_loads_nothing()
    {
        await using var node = await ANode.OpenAsync(routine => routine.At("0 20 * * *").Executes((_, _) => Task.CompletedTask));
        await RegisterAsync(node, DefinitionKind.Settings, "planner", NewerSettings);

        await node.Parts.Loader.RunOnceAsync("Automatic", Cancel);
        var (status, explained) = (await node.Client.StatusAsync(Cancel), await node.Client.ExplainAsync("it", ANode.Today, Cancel));
        var (byHand, preview) = (await LoadAsync(node), await node.Client.LoadAsync(new LoadRequest(ANode.Today) { Preview = true }, Cancel));
        var ordered = await node.Client.OrderAsync(new Order("it"), Cancel);

        Assert.Equal((ANode.Today, false), (status.Today, status.Loads.Any(load => load.State == "Loaded")));
        Assert.Equal(ANode.Today, explained.Decision.OrderDate);
        Assert.Equal((LoadStatus.DefinitionsUnreadable, LoadStatus.DefinitionsUnreadable), (byHand.Status, preview.Status));
        Assert.Equal(ordered.Run, Assert.Single(await node.Client.RunsAsync(new RunQuery(), Cancel)).Id);
        Assert.Single(node.Said.Of(2013));
    }

    [Fact]
    public async Task An_absence_is_left_open_by_a_node_that_cannot_read_the_settings_and_closed_by_one_that_can()
    {
        await using var node = await ANode.OpenAsync(routine => routine.At("0 20 * * *").Executes((_, _) => Task.CompletedTask));
        await BeatAsync(node);
        var own = (await node.Storage.Routines.ReadAsync(Cancel)).Settings!.Definition.Json;
        await RegisterAsync(node, DefinitionKind.Settings, "planner", NewerSettings);
        node.Time.Advance(Duration.FromDays(1));
        await BeatAsync(node);

        Assert.Null(await node.Parts.Loader.CatchUpAsync(Cancel));
        Assert.NotNull(await node.Storage.Nodes.FindOpenAbsenceAsync(Cancel));
        Assert.Empty(node.Said.Of(2006));

        await RegisterAsync(node, DefinitionKind.Settings, "planner", own);
        Assert.NotNull(await node.Parts.Loader.CatchUpAsync(Cancel));
        Assert.Null(await node.Storage.Nodes.FindOpenAbsenceAsync(Cancel));
        Assert.NotEmpty(await node.Client.RunsAsync(new RunQuery(), Cancel));
    }

    private static Task BeatAsync(ANode node) =>
        node.Storage.Nodes.BeatAsync(new NodeBeat(new NodeId("node"), "host", 1, "1", 1, []), Duration.FromMinutes(5), Cancel);

    private static Task<LoadResponse> LoadAsync(ANode node) => node.Client.LoadAsync(new LoadRequest(ANode.Today), Cancel);

    /// <summary>As a node of a newer release does, which defines the same routines.</summary>
    private static async Task<long> RegisterAsync(ANode node, DefinitionKind kind, string key, string json)
    {
        var stored = await node.Storage.Routines.ReadAsync(Cancel);
        var others = stored.Routines.Select(routine => routine.Version.Definition).Where(one => kind != one.Kind || one.Key != key);
        await node.Storage.Routines.RegisterAsync(
            new DefinitionSet([.. others, new Definition(kind, key, json, RoutineJson.Hash(json))], new Dictionary<RoutineKey, Instant>()), Newer,
            Cancel);
        return (await node.Storage.Routines.ReadHistoryAsync(kind, key, Cancel))[0].Id;
    }

    private static async Task<RunId> OrderAsync(ANode node, long version, long calendarsAsOf)
    {
        var terms = new RunTerms("it", version, Assert.Single(node.Parts.Executors.Names), 50, 1, default, CatchUpPolicy.Last);
        var tomorrow = ANode.Noon + Duration.FromDays(1);
        var order = new RunToOrder(
            terms, calendarsAsOf, ANode.Today, ANode.Today, DueAt: null, new RunBounds(null, null, tomorrow, tomorrow, tomorrow), []);
        return (await node.Storage.Actions.OrderAsync(order, Newer, null, Cancel)).Run;
    }
}
