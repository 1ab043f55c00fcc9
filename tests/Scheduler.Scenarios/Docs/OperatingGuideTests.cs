using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Loading;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Scenarios.Driving;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>What docs/guides/operating.md says is what happens.</summary>
public sealed class OperatingGuideTests : Scenario
{
    private const string Page = "operating.md";

    private static readonly LocalDate Thursday = new(2026, 11, 19);

    private readonly SqliteFolder folder = new();

    [Fact]
    public void Every_error_that_can_be_logged_stands_on_the_page()
    {
        var expected = typeof(SchedulerOptions).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .Where(message => message?.Level >= LogLevel.Error).Select(message => message!.EventId).Order();

        var listed = Regex.Matches(GuidePage.Read(Page), @"^\| (\d{4}) \|", RegexOptions.Multiline)
            .Select(row => int.Parse(row.Groups[1].Value, null));

        Assert.Equal(expected, listed.Order());
    }

    [Fact]
    public async Task A_deploy_moves_adds_and_takes_away_and_leaves_what_ran_and_what_a_person_did()
    {
        StartHost(At(2026, 11, 19, 8), scheduler => Define(
            scheduler, "ran", "0 9 * * *", "moves", "0 20 * * *", "held", "0 20 * * *", "goes", "0 20 * * *"));
        await Host.RunUntilAsync(At(2026, 11, 19, 10), Cancel);
        var (moves, held) = (await RunOfAsync("moves", Thursday), await RunOfAsync("held", Thursday));
        await Client.ActAsync(new RunAction.Hold(), RunTarget.One(held.Id), "wait", Cancel);
        await Client.OrderAsync(new Order("goes", Thursday.PlusDays(1)), Cancel);

        StartHost(At(2026, 11, 19, 11), scheduler => Define(
            scheduler, "ran", "0 15 * * *", "moves", "0 21 * * *", "held", "0 22 * * *", "new", "0 10,20 * * *"));
        await Host.RoundAsync(Cancel);

        Assert.Equal(RunState.Succeeded, (await RunOfAsync("ran", Thursday)).State);
        Assert.Equal((moves.Id, At(2026, 11, 19, 21)), ((await RunOfAsync("moves", Thursday)).Id, (await RunOfAsync("moves", Thursday)).DueAt));
        Assert.Equal(
            (held.Id, RunState.Held, At(2026, 11, 19, 22)),
            ((await RunOfAsync("held", Thursday)).Id, (await RunOfAsync("held", Thursday)).State, (await RunOfAsync("held", Thursday)).DueAt));
        Assert.Equal((RunState.Superseded, "Retired"), ((await RunOfAsync("goes", Thursday)).State, (await RunOfAsync("goes", Thursday)).Cause));
        Assert.Equal(RunState.Pending, (await RunOfAsync("goes", Thursday.PlusDays(1))).State);
        Assert.Equal(At(2026, 11, 19, 20), (await RunOfAsync("new", Thursday)).DueAt);
    }

    [Fact]
    public async Task Without_reloading_a_loaded_day_stays_as_it_was_loaded()
    {
        StartHost(At(2026, 11, 19, 8), scheduler => Define(scheduler, "a", "0 20 * * *"));
        await Host.RoundAsync(Cancel);

        StartHost(At(2026, 11, 19, 9), scheduler => Define(scheduler, "a", "0 21 * * *"), options => options.ReloadOnChange = ReloadOnChange.Off);
        await Host.RoundAsync(Cancel);

        Assert.Equal(At(2026, 11, 19, 20), (await RunOfAsync("a", Thursday)).DueAt);
    }

    [Theory]
    [InlineData(5, RunState.Missed)]
    [InlineData(15, RunState.Succeeded)]
    public async Task A_run_command_every_ten_minutes_is_an_absence_each_time_unless_late_after_is_longer(int lateAfter, RunState expected)
    {
        foreach (var minute in new[] { 0, 10, 20 })
        {
            StartHost(At(2026, 11, 19, 20, minute), Once, options => options.LateAfter = TimeSpan.FromMinutes(lateAfter));
            await Host.Node.RunDueAsync(null, Cancel);
        }

        Assert.Equal(expected, (await RunOfAsync("x", Thursday)).State);

        static void Once(IRoutineSchedulerBuilder scheduler) => scheduler
            .AddRoutine("x", routine => routine.At("5 20 * * *").CatchUp(CatchUpPolicy.None).Executes((_, _) => Task.CompletedTask));
    }

    [Fact]
    public async Task The_run_command_executes_successors_too_and_leaves_retries_to_the_next()
    {
        var failed = false;
        StartHost(At(2026, 11, 19, 20), Chain);
        await Host.Node.RunDueAsync(null, Cancel);
        StartHost(At(2026, 11, 19, 20, 2), Chain);
        await Host.Node.RunDueAsync(null, Cancel);
        Assert.Equal(
            (RunState.Succeeded, RunState.Succeeded, RunState.Recovering),
            ((await RunOfAsync("a", Thursday)).State, (await RunOfAsync("b", Thursday)).State, (await RunOfAsync("fails-once", Thursday)).State));

        StartHost(At(2026, 11, 19, 20, 12), Chain);
        await Host.Node.RunDueAsync(null, Cancel);
        Assert.Equal(RunState.Succeeded, (await RunOfAsync("fails-once", Thursday)).State);

        void Chain(IRoutineSchedulerBuilder scheduler) => scheduler
            .AddRoutine("a", routine => routine.At("1 20 * * *").Executes((_, _) => Task.CompletedTask))
            .AddRoutine("b", routine => routine.At("1 20 * * *").After("a").Executes((_, _) => Task.CompletedTask))
            .AddRoutine("fails-once", routine => routine.At("1 20 * * *").Executes((_, _) =>
            {
                var first = !failed;
                failed = true;
                return Task.FromResult(first ? AttemptOutcome.Transient("once") : AttemptOutcome.Succeeded());
            }));
    }

    [Fact]
    public async Task An_action_on_all_that_a_query_finds_changes_nothing_where_the_number_differs()
    {
        StartHost(At(2026, 11, 19, 8), scheduler => Define(scheduler, "load-prices", "0 19,20 * * *"));
        await Host.RoundAsync(Cancel);

        var two = await OperatingSnippets.SkipAsync(Client, Thursday);
        Assert.Equal((2, true, 0), (two.Selected, two.CountDiffers, two.Touched.Count));

        await Host.RunUntilAsync(At(2026, 11, 19, 19, 30), Cancel);
        Assert.Equal(RunState.Skipped, Assert.Single((await OperatingSnippets.SkipAsync(Client, Thursday)).Touched).To);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    private protected override IStorage Open(IClock clock) => folder.Open(clock);

    /// <param name="keysAndCrons">A key and a cron expression, in turn.</param>
    private static void Define(IRoutineSchedulerBuilder scheduler, params string[] keysAndCrons)
    {
        foreach (var pair in keysAndCrons.Chunk(2))
        {
            scheduler.AddRoutine(pair[0], routine => routine.At(pair[1]).Executes((_, _) => Task.CompletedTask));
        }
    }
}
