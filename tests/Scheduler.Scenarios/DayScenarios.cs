using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Scenarios.Driving;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Scenarios;

/// <summary>Days as a back office lives them.</summary>
public abstract class DayScenarios : Scenario
{
    private static readonly LocalDate Thursday = new(2026, 11, 19);
    private static readonly LocalDate Monday = new(2026, 11, 23);

    [Fact]
    public async Task A_retry_after_midnight_keeps_its_order_date()
    {
        var seen = new List<(LocalDate, int, Instant)>();
        StartHost(At(2026, 11, 19, 12), scheduler => scheduler.AddRoutine("late", routine => routine
            .On("business-days(b3)").At("50 23 * * *").Retry(
                RetryPolicy.Default with { Delay = Duration.FromMinutes(20), Growth = RetryGrowth.Constant })
            .Executes((run, _) =>
            {
                seen.Add((run.OrderDate, run.Attempt, Host.Now));
                return Task.FromResult(run.Attempt == 1 ? AttemptOutcome.Transient("connection reset") : AttemptOutcome.Succeeded());
            })));

        await Host.RunUntilAsync(At(2026, 11, 20, 12), Cancel);

        Assert.Equal([(Thursday, 1, At(2026, 11, 19, 23, 50)), (Thursday, 2, At(2026, 11, 20, 0, 10))], seen);
        var run = await RunOfAsync("late", Thursday);
        Assert.Equal((RunState.Succeeded, 2, 2), (run.State, run.Attempts, run.Tries));
    }

    [Fact]
    public async Task A_first_start_in_the_afternoon_runs_nothing_of_the_morning()
    {
        StartHost(At(2026, 11, 19, 15), scheduler => scheduler
            .AddRoutine("morning", routine => routine.At("0 9 * * *").Executes((_, _) => Task.CompletedTask))
            .AddRoutine("evening", routine => routine.At("0 18 * * *").Executes((_, _) => Task.CompletedTask)));

        await Host.RunUntilAsync(At(2026, 11, 19, 20), Cancel);

        Assert.Empty(await RunsOfAsync("morning", Thursday));
        Assert.Equal(RunState.Succeeded, (await RunOfAsync("evening", Thursday)).State);
        var explained = await Client.ExplainAsync("morning", Thursday, Cancel);
        Assert.Equal(["NotDefinedYet(2026-11-19T15:00:00-03:00)"], explained.Stored);
    }

    [Fact]
    public async Task A_successor_waits_for_a_failed_predecessor_until_a_rerun_succeeds()
    {
        var fileIsThere = false;
        StartHost(At(2026, 11, 19, 12), scheduler => scheduler
            .AddRoutine("download", routine => routine.At("0 20 * * *").Executes((_, _) =>
                Task.FromResult(fileIsThere ? AttemptOutcome.Succeeded() : AttemptOutcome.Permanent("403 Forbidden"))))
            .AddRoutine("load", routine => routine.At("0 20 * * *").After("download").Executes((_, _) => Task.CompletedTask)));

        await Host.RunUntilAsync(At(2026, 11, 19, 21), Cancel);

        var (download, load) = (await RunOfAsync("download", Thursday), await RunOfAsync("load", Thursday));
        Assert.Equal((RunState.Failed, "Permanent", RunState.Pending), (download.State, download.Cause, load.State));
        Assert.Contains((await DetailsOfAsync(load.Id)).Unmet, reason => reason.Contains("download") && reason.Contains("Failed"));

        fileIsThere = true;
        var rerun = await Client.RerunAsync(RunTarget.One(download.Id), "they lifted the block", Cancel);
        await Host.RunUntilAsync(At(2026, 11, 19, 22), Cancel);

        var made = (await DetailsOfAsync(Assert.Single(rerun.Made).Run)).Run;
        Assert.Equal(RunState.Succeeded, made.State);
        Assert.Equal((Thursday, RunState.Succeeded), (made.OrderDate, (await RunOfAsync("load", Thursday)).State));
    }

    [Fact]
    public async Task A_person_accepts_a_failure_and_the_successor_starts()
    {
        StartHost(At(2026, 11, 19, 12), scheduler => scheduler
            .AddRoutine("download", routine => routine.At("0 20 * * *").Executes((_, _) => Task.FromResult(AttemptOutcome.Permanent("gone"))))
            .AddRoutine("load", routine => routine.At("0 20 * * *").After("download").Executes((_, _) => Task.CompletedTask)));
        await Host.RunUntilAsync(At(2026, 11, 19, 21), Cancel);
        var download = await RunOfAsync("download", Thursday);

        var answer = await Client.ActAsync(new RunAction.Accept(), RunTarget.One(download.Id), new Because("loaded by hand", "ana@desk"), Cancel);
        await Host.RunUntilAsync(At(2026, 11, 19, 22), Cancel);

        Assert.Equal(RunState.Accepted, Assert.Single(answer.Touched).To);
        Assert.Equal(RunState.Succeeded, (await RunOfAsync("load", Thursday)).State);
        var history = Assert.Single((await DetailsOfAsync(download.Id)).History);
        Assert.Equal(
            ("ana@desk", "loaded by hand", RunState.Failed, RunState.Accepted), (history.Actor.Name, history.Reason, history.From, history.To));
    }

    [Fact]
    public async Task A_failure_edge_runs_when_its_predecessor_failed_and_is_not_needed_otherwise()
    {
        var fails = true;
        StartHost(At(2026, 11, 18, 12), scheduler => scheduler
            .AddRoutine("main", routine => routine
                .At("0 20 * * *").Executes((_, _) => Task.FromResult(fails ? AttemptOutcome.Permanent("x") : AttemptOutcome.Succeeded())))
            .AddRoutine("repair", routine => routine
                .At("0 20 * * *").After("main", edge => edge with { Requires = EdgeRequirement.Failure }).Executes((_, _) => Task.CompletedTask))
            .AddRoutine("after-repair", routine => routine.At("0 20 * * *").After("repair").Executes((_, _) => Task.CompletedTask)));

        await Host.RunUntilAsync(At(2026, 11, 18, 23), Cancel);
        fails = false;
        await Host.RunUntilAsync(At(2026, 11, 19, 23), Cancel);

        Assert.Equal(RunState.Succeeded, (await RunOfAsync("repair", new LocalDate(2026, 11, 18))).State);
        var repair = await RunOfAsync("repair", Thursday);
        Assert.Equal((RunState.Skipped, "NotNeeded"), (repair.State, repair.Cause));
        Assert.Equal(RunState.Succeeded, (await RunOfAsync("after-repair", Thursday)).State);
    }

    [Fact]
    public async Task Fridays_run_lives_until_tuesday_and_is_then_missed_with_all_that_was_unmet()
    {
        StartHost(At(2026, 11, 26, 12), scheduler => scheduler
            .AddRoutine("never", routine => routine
                .On("business-days(anbima)").At("0 20 * * *").Executes((_, _) => Task.FromResult(AttemptOutcome.Permanent("no"))))
            .AddRoutine("waits", routine => routine.On("weekdays(fri)").At("0 20 * * *").After("never").Executes((_, _) => Task.CompletedTask)));
        var friday = new LocalDate(2026, 11, 27);

        await Host.RunUntilAsync(At(2026, 11, 30, 23, 59), Cancel);
        Assert.Equal(RunState.Pending, (await RunOfAsync("waits", friday)).State);

        await Host.RunUntilAsync(At(2026, 12, 1, 0, 0), Cancel);
        var waits = await RunOfAsync("waits", friday);
        Assert.Equal(RunState.Missed, waits.State);
        Assert.Contains("never", waits.Cause);
    }

    [Fact]
    public async Task A_cyclic_routine_runs_on_its_grid_and_a_slot_ends_when_the_next_is_due()
    {
        StartHost(At(2026, 11, 18, 23), scheduler => scheduler.AddRoutine("heartbeat", routine => routine
            .Every(Duration.FromMinutes(15)).Between("09:00", "10:00").Executes((_, _) => Task.CompletedTask)));

        await Host.RunUntilAsync(At(2026, 11, 19, 9, 31), Cancel);
        var third = (await RunsOfAsync("heartbeat", Thursday)).Single(run => run.DueAt == At(2026, 11, 19, 9, 45));
        await Client.ActAsync(new RunAction.Hold(), RunTarget.One(third.Id), "wait", Cancel);
        await Host.RunUntilAsync(At(2026, 11, 19, 12), Cancel);

        Assert.Equal(
            [RunState.Succeeded, RunState.Succeeded, RunState.Succeeded, RunState.Held],
            (await RunsOfAsync("heartbeat", Thursday)).OrderBy(run => run.DueAt).Select(run => run.State));
        var released = await Client.ActAsync(new RunAction.Release(), RunTarget.One(third.Id), "go", Cancel);
        Assert.Equal("expired", Assert.Single(released.Refused).Code);
    }

    [Fact]
    public async Task Results_are_handed_over_by_code_and_by_template()
    {
        string? byCode = null, byTemplate = null;
        var echo = new ExecutorName<Echo>("echo");
        StartHost(At(2026, 11, 19, 12), scheduler => scheduler
            .AddExecutor(echo, (Echo what, IRunContext _, CancellationToken _) =>
            {
                byTemplate = what.Text;
                return Task.CompletedTask;
            })
            .AddRoutine("source", routine => routine
                .At("0 20 * * *").Executes((_, _) => Task.FromResult(AttemptOutcome.Succeeded(new Made("b3.csv", 75_000)))))
            .AddRoutine("code", routine => routine.At("0 20 * * *").After("source").Executes((run, _) =>
            {
                byCode = run.ResultOf<Made>("source").Path;
                return Task.CompletedTask;
            }))
            .AddRoutine("template", routine => routine.At("0 20 * * *").After("source").Executes(
                echo,
                new Echo { Text = "{result:source.path} {result:source.rows} {orderDate-1bd:dd/MM/yyyy} {orderDate+2bd(b3):yyyyMMdd} " +
                    "{routine} {date:yyyy} {{run}" }))
            .AddRoutine("no-edge", routine => routine
                .At("0 20 * * *").Executes((run, _) => Task.FromResult(AttemptOutcome.Succeeded(run.ResultOf<Made>("source"))))));

        await Host.RunUntilAsync(At(2026, 11, 19, 21), Cancel);

        Assert.Equal("b3.csv", byCode);
        Assert.Equal("b3.csv 75000 18/11/2026 20261124 template {date:yyyy} {run}", byTemplate);
        var noEdge = await RunOfAsync("no-edge", Thursday);
        Assert.Equal((RunState.Failed, "NoResult", 1), (noEdge.State, noEdge.Cause, noEdge.Attempts));
    }

    [Fact]
    public async Task A_template_that_finds_no_result_fails_the_run_before_its_executor_is_entered()
    {
        var entered = 0;
        var echo = new ExecutorName<Echo>("echo");
        StartHost(At(2026, 11, 19, 12), scheduler => scheduler
            .AddExecutor(echo, (Echo _, IRunContext _, CancellationToken _) => Task.FromResult(entered++))
            .AddRoutine("silent", routine => routine.At("0 20 * * *").Executes((_, _) => Task.CompletedTask))
            .AddRoutine("reads", routine => routine.At("0 20 * * *").After("silent").Executes(echo, new Echo { Text = "{result:silent.path}" })));

        await Host.RunUntilAsync(At(2026, 11, 19, 21), Cancel);

        var run = await RunOfAsync("reads", Thursday);
        Assert.Equal((RunState.Failed, "NoResult", 0), (run.State, run.Cause, entered));
        Assert.Contains("{result:silent.path}", Assert.Single((await DetailsOfAsync(run.Id)).Attempts).Message);
    }

    [Fact]
    public async Task Parameters_that_the_type_cannot_read_fail_the_run_with_their_path()
    {
        var typed = new ExecutorName<Numbers>("typed");
        StartHost(At(2026, 11, 19, 12), scheduler => scheduler
            .AddExecutor(new ExecutorName<Echo>("text"), (Echo _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddExecutor(typed, (Numbers _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("good-at-first", routine => routine
                .At("0 20 * * *").Executes(typed, new Numbers { Name = "{secret:LONG}" })),
            secrets: new() { ["LONG"] = "longer than it may be" });

        await Host.RunUntilAsync(At(2026, 11, 19, 21), Cancel);

        var run = await RunOfAsync("good-at-first", Thursday);
        Assert.Equal((RunState.Failed, "ParametersUnreadable", 1), (run.State, run.Cause, run.Attempts));
        Assert.StartsWith("$.name:", Assert.Single((await DetailsOfAsync(run.Id)).Attempts).Message);
    }

    [Fact]
    public async Task What_is_logged_in_a_run_lands_in_its_log_and_secrets_do_not()
    {
        var echo = new ExecutorName<Echo>("echo");
        StartHost(At(2026, 11, 19, 12), scheduler => scheduler
            .AddExecutor(echo, (Echo what, IRunContext run, ILoggerFactory loggers, CancellationToken _) =>
            {
                loggers.CreateLogger("Prices").LogInformation("{Rows} rows with {Password}", 3, what.Text);
                return Task.FromResult(AttemptOutcome.Transient($"login with {what.Text} refused"));
            })
            .AddRoutine("chatty", routine => routine
                .At("0 20 * * *").Retry(RetryPolicy.Default with { Tries = 1 }).Executes(echo, new Echo { Text = "{secret:DB}" })),
            secrets: new() { ["DB"] = "hunter-22" });

        await Host.RunUntilAsync(At(2026, 11, 19, 21), Cancel);

        var run = await RunOfAsync("chatty", Thursday);
        var lines = await Client.LogsAsync(new LogQuery { Run = run.Id }, Cancel);
        var line = Assert.Single(lines, line => line.Component == "Prices");
        Assert.Equal(("3 rows with ***", "{Rows} rows with {Password}", 1, Thursday), (line.Message, line.Template, line.Attempt, line.OrderDate));
        var attempt = Assert.Single((await DetailsOfAsync(run.Id)).Attempts);
        Assert.Equal("login with *** refused", attempt.Message);
        Assert.Contains("\"text\":\"***\"", attempt.Parameters);
        Assert.DoesNotContain(
            await Client.LogsAsync(new LogQuery { AtLeast = LogLevel.Trace, Limit = 1000 }, Cancel),
            entry => entry.ToString()!.Contains("hunter-22"));
    }

    [Fact]
    public async Task An_order_with_a_key_is_made_once_and_an_eventual_routine_minds_its_day_group()
    {
        StartHost(At(2026, 11, 19, 12), scheduler => scheduler
            .AddRoutine("by-hand", routine => routine.On("business-days(b3)").Executes((_, _) => Task.CompletedTask)));
        await Host.RoundAsync(Cancel);

        var first = await Client.OrderAsync(new Order("by-hand") { Key = "B3-4711", Reason = "republished" }, Cancel);
        var second = await Client.OrderAsync(new Order("by-hand") { Key = "B3-4711" }, Cancel);
        var holiday = await Client.OrderAsync(new Order("by-hand", new LocalDate(2026, 11, 20)), Cancel);
        var forced = await Client.OrderAsync(new Order("by-hand", new LocalDate(2026, 11, 20)) { Force = true }, Cancel);
        var taken = await Client.OrderAsync(new Order("by-hand", Monday) { Key = "B3-4711" }, Cancel);
        await Host.RoundAsync(Cancel);

        Assert.Contains($"run {first.Run}", taken.Refused);
        Assert.Equal((first.Run, true, false), (second.Run, first.IsNew, second.IsNew));
        Assert.Contains("Consciência Negra", holiday.Refused);
        Assert.Equal((RunState.Succeeded, "Order"), ((await RunOfAsync("by-hand", Thursday)).State, (await RunOfAsync("by-hand", Thursday)).Trigger));
        Assert.Equal(
            (RunState.Pending, At(2026, 11, 20)),
            ((await DetailsOfAsync(forced.Run!.Value)).Run.State, (await DetailsOfAsync(forced.Run.Value)).Run.DueAt));
    }

    [Fact]
    public async Task An_unknown_routine_is_named_with_its_neighbour()
    {
        StartHost(At(2026, 11, 19, 12), scheduler => scheduler
            .AddRoutine("download-b3", routine => routine.At("0 20 * * *").Executes((_, _) => Task.CompletedTask)));

        var wrong = await Assert.ThrowsAsync<UnknownRoutineException>(() => Client.ExplainAsync("downlod-b3", Monday, Cancel));

        Assert.Contains("\"download-b3\"", wrong.Message);
    }

    public sealed record Echo
    {
        public required string Text { get; init; }
    }

    public sealed record Numbers
    {
        [System.ComponentModel.DataAnnotations.MaxLength(4)]
        public required string Name { get; init; }
    }

    public sealed record Made(string Path, int Rows);
}

public sealed class DayScenariosInMemory : DayScenarios
{
    private IStorage? kept;
    private SwitchedClock? clock;

    private protected override IStorage Open(IClock now) => Memory.Keep(ref kept, ref clock, now);
}

public sealed class DayScenariosOnSqlite : DayScenarios
{
    private readonly SqliteFolder folder = new();

    private protected override IStorage Open(IClock now) => folder.Open(now);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
