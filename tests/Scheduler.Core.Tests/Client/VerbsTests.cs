using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Core.Tests.Client;

/// <summary>Every verb says what it touched and what it refused.</summary>
public class VerbsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, RunState> OnAWaitingRun => new()
    {
        { nameof(RunAction.Hold), RunState.Held },
        { nameof(RunAction.Cancel), RunState.Cancelled },
        { nameof(RunAction.Skip), RunState.Skipped },
        { nameof(RunAction.StartNow), RunState.Pending },
        { nameof(RunAction.Reprioritise), RunState.Pending },
    };

    [Theory]
    [MemberData(nameof(OnAWaitingRun))]
    public async Task On_one_run(string verb, RunState expected)
    {
        await using var node = await ANode.OpenAsync(Nothing);
        var run = await node.OrderAsync();

        var answer = await node.Client.ActAsync(Action(verb), RunTarget.One(run), new Because("why", "ana"), Cancel);

        var touched = Assert.Single(answer.Touched);
        Assert.Equal((run, RunState.Pending, expected, true), (touched.Run, touched.From, touched.To, touched.Changed));
        Assert.Contains((await node.FindAsync(run)).History, entry => entry is { Reason: "why", Actor.Name: "ana" } && entry.Change == verb);
    }

    [Fact]
    public async Task On_a_filter_whose_count_differs_nothing_is_changed()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        RunId[] runs = [await node.OrderAsync(), await node.OrderAsync()];
        var pending = new RunQuery { States = [RunState.Pending] };

        var refused = await node.Client.ActAsync(new RunAction.Hold(), RunTarget.All(pending, 3), "why", Cancel);
        Assert.Equal((2, true, 0), (refused.Selected, refused.CountDiffers, refused.Touched.Count));
        Assert.Equal(RunState.Pending, (await node.FindAsync(runs[0])).Run.State);

        var done = await node.Client.ActAsync(new RunAction.Hold(), RunTarget.All(pending, 2), "why", Cancel);
        Assert.Equal((false, 2), (done.CountDiffers, done.Touched.Count));
    }

    [Fact]
    public async Task A_refusal_has_a_code_and_a_reason()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        var ended = (await node.RunAsync()).Run.Id;

        var refused = await node.Client.ActAsync(new RunAction.Hold(), new RunTarget { Ids = [ended, new RunId(999)] }, "why", Cancel);

        Assert.Equal(["ended", "not found"], refused.Refused.Select(refusal => refusal.Code).Order());
        Assert.All(refused.Refused, refusal => Assert.NotEmpty(refusal.Reason));
        Assert.Equal("not found", Assert.Single((await node.Client.RerunAsync(RunTarget.One(new RunId(999)), "why", Cancel)).Refused).Code);
        await Assert.ThrowsAsync<ArgumentException>(() => node.Client.ActAsync(new RunAction.Hold(), new RunTarget(), "why", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => node.Client.RerunAsync(new RunTarget(), "why", Cancel));
    }

    [Fact]
    public async Task A_reason_has_at_most_a_thousand_characters()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        var run = (await node.RunAsync()).Run.Id;
        var (longest, tooLong) = (new string('x', 1_000), new string('x', 1_001));

        foreach (var act in new Func<Task>[]
        {
            () => node.Client.ActAsync(new RunAction.Accept(), RunTarget.One(run), tooLong, Cancel),
            () => node.Client.RerunAsync(RunTarget.One(run), tooLong, Cancel),
            () => node.Client.OrderAsync(new Order("it") { Reason = tooLong }, Cancel),
        })
        {
            var refused = await Assert.ThrowsAsync<ArgumentException>(act);
            Assert.StartsWith("The reason has 1,001 characters; at most 1,000 are allowed.", refused.Message);
        }

        Assert.Single((await node.Client.RerunAsync(RunTarget.One(run), longest, Cancel)).Made);
        Assert.Equal([null, longest], (await node.FindAsync(run)).History.Select(entry => entry.Reason));
    }

    [Fact]
    public async Task Who_acts_and_the_key_of_an_order_have_at_most_two_hundred_characters()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        var run = (await node.RunAsync()).Run.Id;
        var (longest, tooLong) = (new string('x', 200), new string('x', 201));

        foreach (var (what, act) in new (string, Func<Task>)[]
        {
            ("actor", () => node.Client.ActAsync(new RunAction.Accept(), RunTarget.One(run), new Because("why", tooLong), Cancel)),
            ("actor", () => node.Client.RerunAsync(RunTarget.One(run), new Because("why", tooLong), Cancel)),
            ("actor", () => node.Client.LoadAsync(new LoadRequest(ANode.Today) { Because = new Because("why", tooLong) }, Cancel)),
            ("actor", () => node.Client.OrderAsync(new Order("it") { Actor = tooLong }, Cancel)),
            ("key", () => node.Client.OrderAsync(new Order("it") { Key = tooLong }, Cancel)),
        })
        {
            var refused = await Assert.ThrowsAsync<ArgumentException>(act);
            Assert.Equal($"The {what} has 201 characters; at most 200 are allowed. Use a shorter one.", refused.Message);
        }

        var ordered = await node.Client.OrderAsync(new Order("it") { Actor = longest, Key = longest }, Cancel);
        var made = (await node.FindAsync(ordered.Run!.Value)).Run;
        Assert.Equal((longest, longest), (made.OrderKey, made.CreatedBy));
    }

    [Fact]
    public async Task A_rerun_of_a_rerun_keeps_the_root_and_the_date()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        var first = (await node.RunAsync()).Run.Id;
        var second = Assert.Single((await node.Client.RerunAsync(RunTarget.One(first), "again", Cancel)).Made).Run;
        await node.ClaimAsync();
        await node.EndAsync();

        var again = await node.Client.RerunAsync(RunTarget.One(second), "and again", Cancel);
        var third = (await node.FindAsync(Assert.Single(again.Made).Run)).Run;

        Assert.Equal((first, ANode.Today, "Rerun"), (third.Root, third.OrderDate, third.Trigger));
    }

    [Fact]
    public async Task A_rerun_of_what_a_query_finds_is_made_once_however_often_it_is_asked_for()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        RunId[] runs = [(await node.RunAsync()).Run.Id, (await node.RunAsync()).Run.Id];
        var ended = new RunQuery { States = [RunState.Succeeded], Limit = 1 };

        var wrong = await node.Client.RerunAsync(RunTarget.All(ended, 1), "again", Cancel);
        Assert.Equal((2, true, 0), (wrong.Selected, wrong.CountDiffers, wrong.Made.Count));
        var made = await node.Client.RerunAsync(RunTarget.All(ended, 2), "again", Cancel);
        Assert.Equal(runs, made.Made.Select(rerun => rerun.Of));
        var repeated = await node.Client.RerunAsync(RunTarget.All(ended, 2), "again", Cancel);
        Assert.Equal((0, "was rerun was rerun"), (repeated.Made.Count, string.Join(' ', repeated.Refused.Select(run => run.Code))));
    }

    [Fact]
    public async Task An_order_with_a_used_key_is_the_first_one()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        var order = new Order("it", ANode.Today) { Key = "B3-4711" };

        var (first, second) = (await node.Client.OrderAsync(order, Cancel), await node.Client.OrderAsync(order, Cancel));

        Assert.Equal((true, false, first.Run), (first.IsNew, second.IsNew, second.Run));
    }

    [Fact]
    public async Task An_explanation_tells_of_the_first_runs_and_how_many_there_are()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        for (var i = 0; i < RoutineExplanation.MostRuns + 3; i++)
        {
            await node.Client.OrderAsync(new Order("it", ANode.Today), Cancel);
        }

        var explained = await node.Client.ExplainAsync("it", ANode.Today, Cancel);

        Assert.Equal((RoutineExplanation.MostRuns, RoutineExplanation.MostRuns + 3), (explained.Runs.Count, explained.RunsInAll));
    }

    [Fact]
    public async Task A_retired_routine_is_explained_and_not_ordered_and_an_unknown_one_is_named_with_what_was_meant()
    {
        var time = new VirtualTime(ANode.Noon);
        var storage = new GatedStorage(new RoutineScheduler.Storage.InMemory.InMemoryStorage(time.Clock));
        await using (await ANode.OpenAsync(
            scheduler => scheduler.AddRoutine("gone", routine => Nothing(routine.At("0 20 * * *"))), on: storage, time: time))
        {
        }

        await using var node = await ANode.OpenAsync(
            scheduler => scheduler.AddRoutine("it", routine => Nothing(routine.At("0 20 * * *"))), on: storage, time: time);

        Assert.Contains("gone is retired", (await node.Client.OrderAsync(new Order("gone"), Cancel)).Refused);
        Assert.Contains("retired", (await node.Client.ExplainAsync("gone", ANode.Today, Cancel)).Text);
        Assert.NotEmpty((await node.Client.ExplainAsync("it", ANode.Today.PlusYears(1), Cancel)).Text);
        Assert.NotEmpty((await node.Client.ExplainAsync("it", ANode.Today.PlusYears(-1), Cancel)).Text);
        var unknown = await Assert.ThrowsAsync<UnknownRoutineException>(() => node.Client.ExplainAsync("gon", ANode.Today, Cancel));
        Assert.Contains("Did you mean \"gone\"?", unknown.Message);
    }

    [Fact]
    public async Task Pages_follow_each_other_in_both_directions_and_limits_are_said()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        for (var i = 0; i < 5; i++)
        {
            await node.OrderAsync();
        }

        foreach (var newestFirst in new[] { false, true })
        {
            var seen = new List<RunId>();
            for (var page = await PageAsync(null); page.Count > 0; page = await PageAsync(seen[^1]))
            {
                seen.AddRange(page.Select(run => run.Id));
            }

            Assert.Equal(5, seen.Distinct().Count());
            Assert.Equal(newestFirst ? seen.OrderByDescending(run => run.Value) : seen.OrderBy(run => run.Value), seen);

            Task<IReadOnlyList<RunView>> PageAsync(RunId? after) =>
                node.Client.RunsAsync(new RunQuery { Limit = 2, After = after, NewestFirst = newestFirst }, Cancel);
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => node.Client.RunsAsync(new RunQuery { Limit = 0 }, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => node.Client.LogsAsync(new LogQuery { Limit = 10_001 }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => node.Client.PlanAsync(new PlanRequest(ANode.Today, ANode.Today.PlusDays(366)), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => node.Client.PlanAsync(new PlanRequest(ANode.Today, ANode.Today.PlusDays(-1)), Cancel));
        Assert.Equal(366, (await node.Client.PlanAsync(new PlanRequest(ANode.Today, ANode.Today.PlusDays(365)), Cancel)).Decisions.Count);
    }

    [Fact]
    public async Task The_status_counts_what_waits_whatever_its_date()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        await node.Client.OrderAsync(new Order("it", ANode.Today.PlusDays(-30)), Cancel);
        await node.Client.OrderAsync(new Order("it", ANode.Today.PlusDays(1)), Cancel);

        var status = await node.Client.StatusAsync(Cancel);

        Assert.Equal((2, 1, ANode.Today.PlusDays(1)), (status.Counts[RunState.Pending], status.Routines, status.NextDue?.OrderDate));
    }

    [Fact]
    public async Task The_status_has_what_is_due_by_its_executor_and_counts_are_asked_for_by_a_query()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        await node.OrderAsync();
        await node.Client.OrderAsync(new Order("it", ANode.Today.PlusDays(1)), Cancel);

        Assert.Equal([new KeyValuePair<string, int>("it", 1)], (await node.Client.StatusAsync(Cancel)).DueByExecutor);
        var counts = await node.Client.CountAsync(new RunQuery { From = ANode.Today, To = ANode.Today, Limit = 1 }, Cancel);
        Assert.Equal([new KeyValuePair<RunState, int>(RunState.Pending, 1)], counts);
        Assert.Equal(new SchedulerNow(ANode.Noon, ANode.Today, "America/Sao_Paulo"), await node.Client.NowAsync(Cancel));
    }

    [Fact]
    public async Task Nodes_that_left_are_not_told_and_lost_ones_for_a_day()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        await BeatAsync("lost");
        await BeatAsync("left");
        await node.Storage.Nodes.LeaveAsync(new NodeId("left"), Cancel);
        var before = await node.Client.StatusAsync(Cancel);
        Assert.Equal(("lost", 0), (Assert.Single(before.Nodes).Node, before.OlderNodes));

        node.Time.Advance(NodaTime.Duration.FromHours(25));
        await BeatAsync("new");
        var after = await node.Client.StatusAsync(Cancel);
        Assert.Equal(("new", 1), (Assert.Single(after.Nodes).Node, after.OlderNodes));

        Task BeatAsync(string name) => node.Storage.Nodes.BeatAsync(
            new RoutineScheduler.Storage.NodeBeat(new NodeId(name), "desk", 1, "1", 1, ["it"]), NodaTime.Duration.FromDays(2), Cancel);
    }

    [Fact]
    public async Task A_run_whose_executor_no_living_node_has_says_so()
    {
        await using var node = await ANode.OpenAsync(Nothing);
        var run = await node.OrderAsync();
        Assert.Equal(["NoExecutor(it)"], (await node.FindAsync(run)).Unmet);

        await BeatAsync("other");
        Assert.Equal(["NoExecutor(it)"], (await node.FindAsync(run)).Unmet);
        await BeatAsync("it");
        Assert.Empty((await node.FindAsync(run)).Unmet);

        node.Time.Advance(NodaTime.Duration.FromMinutes(30));   // nobody has beaten since
        await node.Client.ActAsync(new RunAction.Hold(), RunTarget.One(run), "why", Cancel);
        Assert.Equal(["Held(test)", "NoExecutor(it)"], (await node.FindAsync(run)).Unmet);
        await node.Client.ActAsync(new RunAction.Cancel(), RunTarget.One(run), "why", Cancel);
        Assert.Empty((await node.FindAsync(run)).Unmet);

        Task BeatAsync(string executor) => node.Storage.Nodes.BeatAsync(
            new RoutineScheduler.Storage.NodeBeat(new NodeId("other"), "desk", 1, "1", 1, [executor]), NodaTime.Duration.FromDays(1), Cancel);
    }

    [Fact]
    public async Task The_next_run_is_the_first_that_is_due_after_now_and_may_be_of_yesterday()
    {
        var halfPastMidnight = new VirtualTime(Instant.FromUtc(2026, 11, 19, 3, 30));   // in São Paulo
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler.AddRoutine("night", routine => Nothing(routine.At("0 20 * * *").Between("26:00", "28:00"))),
            time: halfPastMidnight);
        foreach (var date in new[] { ANode.Today.PlusDays(-1), ANode.Today })
        {
            await node.Client.LoadAsync(new LoadRequest(date) { IncludeEarlier = true }, Cancel);
        }

        var status = await node.Client.StatusAsync(Cancel);

        Assert.Equal((ANode.Today.PlusDays(-1), Instant.FromUtc(2026, 11, 19, 5, 0)), (status.NextDue!.OrderDate, status.NextDue.DueAt));
    }

    private static RoutineBuilder Nothing(RoutineBuilder routine) => routine.Executes((_, _) => Task.CompletedTask);

    private static RunAction Action(string verb) => verb switch
    {
        nameof(RunAction.Hold) => new RunAction.Hold(),
        nameof(RunAction.Cancel) => new RunAction.Cancel(),
        nameof(RunAction.Skip) => new RunAction.Skip(),
        nameof(RunAction.StartNow) => new RunAction.StartNow(Bypass.Due),
        _ => new RunAction.Reprioritise(7),
    };
}
