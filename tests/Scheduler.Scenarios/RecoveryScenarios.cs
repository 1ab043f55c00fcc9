using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Loading;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Scenarios.Driving;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Scenarios;

/// <summary>What happens when the host goes away, comes back, or comes back with other definitions.</summary>
public abstract class RecoveryScenarios : Scenario
{
    private static readonly LocalDate Thursday = new(2026, 11, 19);

    [Fact]
    public async Task After_a_week_away_each_date_is_loaded_and_each_routine_catches_up_as_it_says()
    {
        var ran = new List<(string, LocalDate)>();
        StartHost(At(2026, 11, 16, 12), Define, Strict);
        await Host.RoundAsync(Cancel);

        StartHost(At(2026, 11, 19, 22), Define, Strict);
        await Host.RoundAsync(Cancel);

        LocalDate monday = new(2026, 11, 16), tuesday = new(2026, 11, 17), wednesday = new(2026, 11, 18);
        Assert.Equal([("all", monday), ("all", tuesday), ("all", wednesday), ("all", Thursday)], ran.Where(run => run.Item1 == "all"));
        Assert.Equal([("last", Thursday)], ran.Where(run => run.Item1 == "last"));
        Assert.DoesNotContain(ran, run => run.Item1 is "none" or "useless-when-late");
        var last = await RunOfAsync("last", Thursday);
        Assert.Equal(
            (RunState.Missed, $"CaughtUpBy({last.Id})"), ((await RunOfAsync("last", tuesday)).State, (await RunOfAsync("last", tuesday)).Cause));
        Assert.Equal((RunState.Missed, "HostAway"), ((await RunOfAsync("none", wednesday)).State, (await RunOfAsync("none", wednesday)).Cause));
        Assert.Equal(RunState.Missed, (await RunOfAsync("useless-when-late", wednesday)).State);
        Assert.Null(await Host.Storage.Nodes.FindOpenAbsenceAsync(Cancel));

        void Define(IRoutineSchedulerBuilder scheduler)
        {
            foreach (var (key, policy) in new[] { ("all", CatchUpPolicy.All), ("last", CatchUpPolicy.Last), ("none", CatchUpPolicy.None) })
            {
                scheduler.AddRoutine(key, routine => routine.At("0 20 * * *").CatchUp(policy).Executes(Note));
            }

            scheduler.AddRoutine("useless-when-late", routine => routine.At("0 20 * * *").StartWithin(Duration.FromHours(1)).Executes(Note));
        }

        Task Note(Execution.IRunContext run, CancellationToken cancel)
        {
            lock (ran)
            {
                ran.Add((run.Routine.Value, run.OrderDate));
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_process_that_slept_does_nothing_before_its_heartbeat_has_found_that_out()
    {
        var ran = new List<string>();
        StartHost(At(2026, 11, 19, 12), Define, Strict);
        await Host.RoundAsync(Cancel);
        Host.Clock.Reset(At(2026, 11, 19, 22));

        // The machine wakes up, and these duties come before the heartbeat.
        Assert.Equal(0, await Host.Node.Parts.Worker.RunOnceAsync(null, Cancel));
        Assert.Equal(0, await Host.Node.Parts.Expirer.RunOnceAsync(Cancel));
        Assert.Equal(0, await Host.Node.Parts.Rescuer.RunOnceAsync(Cancel));
        await Host.RoundAsync(Cancel);

        Assert.Equal(["all"], ran);
        Assert.Equal(RunState.Succeeded, (await RunOfAsync("all", Thursday)).State);
        Assert.Equal((RunState.Missed, "HostAway"), ((await RunOfAsync("none", Thursday)).State, (await RunOfAsync("none", Thursday)).Cause));

        void Define(IRoutineSchedulerBuilder scheduler)
        {
            scheduler.AddRoutine("all", routine => routine.At("0 20 * * *").Between("20:00", "20:30").CatchUp(CatchUpPolicy.All).Executes(Note));
            scheduler.AddRoutine("none", routine => routine.At("0 20 * * *").CatchUp(CatchUpPolicy.None).Executes(Note));
        }

        Task Note(Execution.IRunContext run, CancellationToken cancel)
        {
            ran.Add(run.Routine.Value);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task What_was_ordered_while_nobody_was_there_runs_whatever_its_routine_catches_up()
    {
        var ran = new List<(string, LocalDate)>();
        StartHost(At(2026, 11, 19, 12), Define, Strict);
        await Host.RoundAsync(Cancel);
        Host.Clock.Reset(At(2026, 11, 19, 22));
        foreach (var order in new[] { new Order("none", Thursday), new Order("last", Thursday), new Order("last", Thursday.PlusDays(-1)) })
        {
            await Client.OrderAsync(order, Cancel);
        }

        await Host.RoundAsync(Cancel);
        await Host.RoundAsync(Cancel);

        Assert.Equal([("last", Thursday.PlusDays(-1)), ("last", Thursday), ("none", Thursday)], ran.Order());

        void Define(IRoutineSchedulerBuilder scheduler)
        {
            foreach (var (key, policy) in new[] { ("last", CatchUpPolicy.Last), ("none", CatchUpPolicy.None) })
            {
                scheduler.AddRoutine(key, routine => routine.MaxConcurrent(null).CatchUp(policy).Executes(Note));
            }
        }

        Task Note(Execution.IRunContext run, CancellationToken cancel)
        {
            lock (ran)
            {
                ran.Add((run.Routine.Value, run.OrderDate));
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Dates_older_than_the_catch_up_window_are_skipped_and_say_so()
    {
        StartHost(At(2026, 11, 2, 12), Nightly, Strict);
        await Host.RoundAsync(Cancel);

        StartHost(At(2026, 11, 19, 12), Nightly, Strict);
        await Host.RoundAsync(Cancel);

        var loads = await Host.Storage.Loads.ListAsync(new LocalDate(2026, 11, 2), Thursday, Cancel);
        Assert.Equal(Enumerable.Range(2, 18).Select(day => new LocalDate(2026, 11, day)), loads.Select(load => load.Date));
        Assert.Equal(new LocalDate(2026, 11, 11), loads.Last(load => load.State == LoadState.Skipped).Date);
        Assert.Equal(8, (await RunsOfAsync("nightly")).Count(run => run.OrderDate >= new LocalDate(2026, 11, 12)));
    }

    [Fact]
    public async Task A_restart_with_another_time_moves_what_has_not_started_and_keeps_its_id_and_hold()
    {
        StartHost(At(2026, 11, 19, 12), scheduler => Daily(scheduler, "a", "0 20 * * *"));
        await Host.RoundAsync(Cancel);
        var before = await RunOfAsync("a", Thursday);
        await Client.ActAsync(new RunAction.Hold(), RunTarget.One(before.Id), "wait", Cancel);

        StartHost(At(2026, 11, 19, 13), scheduler => Daily(scheduler, "a", "0 21 * * *"));
        await Host.RoundAsync(Cancel);

        var after = await RunOfAsync("a", Thursday);
        Assert.Equal((before.Id, RunState.Held, At(2026, 11, 19, 21)), (after.Id, after.State, after.DueAt));
    }

    [Fact]
    public async Task A_restart_does_not_run_again_what_already_ran_at_another_time()
    {
        StartHost(At(2026, 11, 19, 8), scheduler => Daily(scheduler, "a", "0 9 * * *"));
        await Host.RunUntilAsync(At(2026, 11, 19, 10), Cancel);

        StartHost(At(2026, 11, 19, 11), scheduler => Daily(scheduler, "a", "0 15 * * *"));
        await Host.RunUntilAsync(At(2026, 11, 19, 18), Cancel);

        Assert.Equal((RunState.Succeeded, At(2026, 11, 19, 9)), ((await RunOfAsync("a", Thursday)).State, (await RunOfAsync("a", Thursday)).DueAt));
    }

    [Fact]
    public async Task A_retry_after_a_calendar_change_asks_the_calendars_of_its_load_and_what_starts_later_the_new_ones()
    {
        var seen = new List<string>();
        var echo = new ExecutorName<DayBefore>("echo");
        StartHost(At(2026, 11, 19, 8), scheduler => Define(scheduler));
        await Host.RunUntilAsync(At(2026, 11, 19, 9), Cancel);
        Assert.Equal(["morning 2026-11-18 2026-11-18"], seen);

        var powerCut = new AddedHoliday(new LocalDate(2026, 11, 18), "Falta de energia", "Power cut", "a notice");
        var closed = new CalendarOverlay { Calendar = "anbima", Add = [powerCut] };
        StartHost(At(2026, 11, 19, 9, 1), scheduler => Define(scheduler.AddCalendarOverlay(closed)));
        await Host.RunUntilAsync(At(2026, 11, 19, 16), Cancel);
        var run = await RunOfAsync("morning", Thursday);
        Assert.Equal((RunState.Succeeded, 2), (run.State, run.Attempts));
        Assert.Equal(["morning 2026-11-18 2026-11-18", "afternoon 2026-11-17 2026-11-17"], seen[1..]);

        await Client.RerunAsync(RunTarget.One(run.Id), new Because("the date was wrong"), Cancel);
        await Client.OrderAsync(new Order("afternoon", Thursday), Cancel);
        await Host.RoundAsync(Cancel);
        Assert.Equal(["morning 2026-11-17 2026-11-17", "afternoon 2026-11-17 2026-11-17"], seen[3..].OrderDescending());

        void Define(IRoutineSchedulerBuilder scheduler) => scheduler
            .AddExecutor(echo, (DayBefore before, Execution.IRunContext context, CancellationToken _) =>
            {
                lock (seen)
                {
                    seen.Add($"{context.Routine} {before.Date} {context.Calendar.AddBusinessDays(context.OrderDate, -1):uuuu'-'MM'-'dd}");
                }

                return seen.Count == 1 ? throw new IOException("not yet") : Task.CompletedTask;
            })
            .AddRoutine("morning", routine => routine.At("0 9 * * *").Executes(echo, new DayBefore { Date = "{orderDate-1bd:yyyy-MM-dd}" }))
            .AddRoutine("afternoon", routine => routine.At("0 15 * * *").Executes(echo, new DayBefore { Date = "{orderDate-1bd:yyyy-MM-dd}" }));
    }

    private sealed record DayBefore
    {
        public required string Date { get; init; }
    }

    [Fact]
    public async Task A_routine_gone_from_the_code_is_retired_and_its_runs_are_superseded_until_it_returns()
    {
        StartHost(At(2026, 11, 19, 12), scheduler => Daily(Daily(scheduler, "a", "0 20 * * *"), "b", "0 20 * * *"));
        await Host.RoundAsync(Cancel);
        var before = await RunOfAsync("b", Thursday);

        StartHost(At(2026, 11, 19, 13), scheduler => Daily(scheduler, "a", "0 20 * * *"));
        await Host.RoundAsync(Cancel);
        var gone = await RunOfAsync("b", Thursday);
        Assert.Equal((RunState.Superseded, "Retired"), (gone.State, gone.Cause));
        Assert.NotNull((await Client.RoutinesAsync(Cancel)).Single(routine => routine.Routine.Key == "b").RetiredAt);

        StartHost(At(2026, 11, 19, 14), scheduler => Daily(Daily(scheduler, "a", "0 20 * * *"), "b", "0 20 * * *"));
        await Host.RunUntilAsync(At(2026, 11, 19, 21), Cancel);
        var back = await RunOfAsync("b", Thursday);
        Assert.Equal((before.Id, RunState.Succeeded), (back.Id, back.State));
    }

    [Fact]
    public async Task Asked_to_ask_a_changed_plan_is_only_marked_and_loads_by_hand_with_the_previews_hash()
    {
        StartHost(At(2026, 11, 19, 12), scheduler => Daily(scheduler, "a", "0 20 * * *"));
        await Host.RoundAsync(Cancel);

        StartHost(At(2026, 11, 19, 13), scheduler => Daily(scheduler, "a", "0 21 * * *"), options => options.ReloadOnChange = ReloadOnChange.Ask);
        await Host.RoundAsync(Cancel);
        Assert.Equal(At(2026, 11, 19, 20), (await RunOfAsync("a", Thursday)).DueAt);
        Assert.True((await Client.StatusAsync(Cancel)).Loads.Single(load => load.Date == Thursday).IsStale);

        var preview = await Client.LoadAsync(new LoadRequest(Thursday) { Preview = true }, Cancel);
        Assert.Equal("Moved", Assert.Single(preview.Changes).Change);
        var refused = await Client.LoadAsync(new LoadRequest(Thursday) { ExpectedHash = new string('0', 64) }, Cancel);
        Assert.Equal((LoadStatus.PlanChanged, At(2026, 11, 19, 20)), (refused.Status, (await RunOfAsync("a", Thursday)).DueAt));

        var applied = await Client.LoadAsync(new LoadRequest(Thursday) { ExpectedHash = preview.PlanHash }, Cancel);
        Assert.Equal((LoadStatus.Reloaded, At(2026, 11, 19, 21)), (applied.Status, (await RunOfAsync("a", Thursday)).DueAt));
        Assert.Equal(LoadStatus.AlreadyLoaded, (await Client.LoadAsync(new LoadRequest(Thursday), Cancel)).Status);
    }

    [Fact]
    public async Task A_load_that_included_earlier_slots_is_not_undone_by_the_next_start()
    {
        StartHost(At(2026, 11, 19, 15), scheduler => Daily(scheduler, "morning", "0 9 * * *"));
        await Host.RoundAsync(Cancel);
        await Client.LoadAsync(new LoadRequest(Thursday) { IncludeEarlier = true }, Cancel);

        StartHost(At(2026, 11, 19, 15, 5), scheduler => Daily(scheduler, "morning", "0 9 * * *"));
        await Host.RoundAsync(Cancel);

        Assert.Equal(RunState.Succeeded, (await RunOfAsync("morning", Thursday)).State);
    }

    [Fact]
    public async Task A_routine_that_cannot_be_decided_does_not_stop_the_others()
    {
        StartHost(At(2026, 11, 19, 12), scheduler => Daily(
            scheduler.AddRoutine("far", routine => routine.On("business-days(short)").At("0 20 * * *").Executes((_, _) => Task.CompletedTask))
                .AddCalendar(Short()), "near", "0 20 * * *"));

        await Host.RunUntilAsync(At(2027, 1, 5, 12), Cancel);

        var january = new LocalDate(2027, 1, 4);
        Assert.Equal(RunState.Succeeded, (await RunOfAsync("near", january)).State);
        Assert.Empty(await RunsOfAsync("far", january));
        var explained = await Client.ExplainAsync("far", january, Cancel);
        Assert.Equal(["Undecided(CalendarEnds)"], explained.Stored);
        Assert.Equal("LoadedWithErrors", (await Client.StatusAsync(Cancel)).Loads.Single(load => load.Date == january).State);
    }

    private static Calendars.BusinessCalendar Short() => Calendars.BusinessCalendar.FromJson("""
        { "name": "short", "fromYear": 2026, "confirmedThrough": 2026, "projectedThrough": 2026, "weekend": ["sat", "sun"], "holidays": [] }
        """);

    private static void Strict(SchedulerOptions options) => options.LateAfter = TimeSpan.FromMinutes(5);

    private static void Nightly(IRoutineSchedulerBuilder scheduler) => Daily(scheduler, "nightly", "0 20 * * *");

    private static IRoutineSchedulerBuilder Daily(IRoutineSchedulerBuilder scheduler, string key, string cron) =>
        scheduler.AddRoutine(key, routine => routine.At(cron).Executes((_, _) => Task.CompletedTask));
}

public sealed class RecoveryScenariosInMemory : RecoveryScenarios
{
    private IStorage? kept;
    private SwitchedClock? clock;

    private protected override IStorage Open(IClock now) => Memory.Keep(ref kept, ref clock, now);
}

public sealed class RecoveryScenariosOnSqlite : RecoveryScenarios
{
    private readonly SqliteFolder folder = new();

    private protected override IStorage Open(IClock now) => folder.Open(now);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
