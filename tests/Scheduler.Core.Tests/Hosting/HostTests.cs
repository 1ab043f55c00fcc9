using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Client;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Loading;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.InMemory;
using Xunit;

namespace RoutineScheduler.Core.Tests.Hosting;

/// <summary>A scheduler in a real host, started and stopped.</summary>
public class HostTests
{
    private readonly VirtualTime time = new(ANode.Noon);
    private readonly SaidLines said = new();
    private readonly GatedStorage storage;

    public HostTests() => storage = new GatedStorage(new InMemoryStorage(time.Clock));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Adding_a_scheduler_twice_adds_to_it_and_registers_its_parts_once()
    {
        using var host = HostOf(services =>
        {
            services.AddRoutineScheduler(scheduler => scheduler.AddRoutine("a", Nothing));
            services.AddRoutineScheduler(scheduler => scheduler.AddRoutine("b", Nothing));
        });

        Assert.Single(host.Services.GetServices<IHostedService>(), service => service is SchedulerHost);
        Assert.Equal(["a", "b"], (await ClientOf(host).RoutinesAsync(Cancel)).Select(routine => routine.Routine.Key.Value));
    }

    [Fact]
    public void Registration_does_no_io()
    {
        using var host = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler.AddRoutine("a", Nothing)));
        host.Services.GetRequiredService<ISchedulerClient>();

        Assert.Empty(storage.Calls);
    }

    [Fact]
    public async Task Without_a_storage_a_warning_says_what_that_means()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(said);
        builder.Services.AddRoutineScheduler(scheduler => scheduler.AddRoutine("a", Nothing));
        using var host = builder.Build();

        await ClientOf(host).RoutinesAsync(Cancel);

        Assert.StartsWith("No storage was chosen: runs, history and logs live in this process's memory", Assert.Single(said.Of(1003)));
    }

    [Fact]
    public async Task A_day_group_without_a_time_is_warned_of_unless_it_is_said_to_be_meant()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(said);
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("forgotten", routine => Nothing(routine.On("business-days(b3)")))
            .AddRoutine("meant", routine => Nothing(routine.On("business-days(b3)").Eventual()))
            .AddRoutine("daily", routine => Nothing(routine.On("business-days(b3)").At("0 9 * * *")))
            .AddRoutine("only-ordered", Nothing));
        using var host = builder.Build();

        await ClientOf(host).RoutinesAsync(Cancel);

        Assert.Equal(
            "Routine 'forgotten', DayGroup: there is one, but neither At nor Every: it runs only when ordered. " +
            "Add At(\"30 20 * * *\") or Every(…), or say Eventual()",
            Assert.Single(said.Of(1005)));
    }

    [Fact]
    public async Task Options_come_from_the_section_and_code_wins()
    {
        using var host = HostOf(
            services => services.AddRoutineScheduler(scheduler => scheduler.AddRoutine("a", Nothing).Configure(options => options.LoadAhead = 3)),
            new()
            {
                ["RoutineScheduler:StartOfDay"] = "06:00:00",
                ["RoutineScheduler:LoadAhead"] = "2",
                ["RoutineScheduler:ReloadOnChange"] = "Ask",
                ["RoutineScheduler:DrainFor"] = "00:00:07",
            });

        var options = host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<SchedulerOptions>>().Value;

        Assert.Equal(
            (TimeSpan.FromHours(6), 3, ReloadOnChange.Ask, TimeSpan.FromSeconds(7)),
            (options.StartOfDay, options.LoadAhead, options.ReloadOnChange, options.DrainFor));
        await ClientOf(host).RoutinesAsync(Cancel);
    }

    [Fact]
    public void Places_change_while_running_and_a_wrong_number_is_refused_and_said_once()
    {
        using var host = HostOf(
            services => services.AddRoutineScheduler(scheduler => scheduler.AddRoutine("a", Nothing)),
            new() { ["RoutineScheduler:Places"] = "3" });
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        var parts = host.Services.GetRequiredService<SchedulerParts>();
        Assert.Equal(3, parts.PlacesNow);

        Change("5");
        Assert.Equal(5, parts.PlacesNow);
        Change("0");
        Assert.Equal((5, 5), (parts.PlacesNow, parts.PlacesNow));
        Assert.Equal(
            "A change of options is refused: RoutineScheduler:Places is '0'; it must be 1 to 10,000. It stays at 5 places",
            Assert.Single(said.Of(1008)));

        void Change(string places)
        {
            configuration["RoutineScheduler:Places"] = places;
            configuration.Reload();
        }
    }

    [Fact]
    public async Task Nothing_is_claimed_before_every_other_hosted_service_has_started_and_the_day_is_loaded_by_then()
    {
        var (ran, others, claimedEarly) = (new Signal(), false, false);
        using var host = HostOf(services =>
        {
            services.AddRoutineScheduler(scheduler => scheduler.AddRoutine("a", routine => routine.At("3 12 * * *").Executes((_, _) =>
            {
                claimedEarly = !others;
                ran.Say();
                return Task.CompletedTask;
            })));
            services.AddHostedService(_ => new Other(async () =>
            {
                Assert.Single(storage.Calls, call => call.Call == "LoadAsync");
                time.Clock.Advance(Duration.FromMinutes(4));   // due now, and no absence
                Assert.Equal(0, storage.CallsOf("ClaimAsync"));
                others = true;
                await Task.CompletedTask;
            }));
        });

        await host.StartAsync(Cancel);
        await ran.Said;
        await host.StopAsync(Cancel);

        Assert.False(claimedEarly);
        var run = Assert.Single(await ClientOf(host).RunsAsync(new RunQuery(), Cancel));
        Assert.Equal(RunState.Succeeded, run.State);
    }

    [Fact]
    public async Task A_stop_drains_for_a_while_and_then_tells_the_attempts_which_are_handed_back()
    {
        var entered = new Signal();
        using var host = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("a", routine => routine.Executes(async (_, cancel) =>
            {
                entered.Say();
                await Task.Delay(Timeout.Infinite, cancel);
            }))));
        await host.StartAsync(Cancel);
        var run = (await ClientOf(host).OrderAsync(new Order("a"), Cancel)).Run!.Value;
        await entered.Said;
        var draining = time.WhenAskedFor(Duration.FromSeconds(15));
        var stop = host.StopAsync(Cancel);
        await draining;
        Assert.Equal(RunState.Running, (await ClientOf(host).FindRunAsync(run, Cancel))!.Run.State);

        time.Advance(Duration.FromSeconds(15));
        await stop;

        var found = (await ClientOf(host).FindRunAsync(run, Cancel))!;
        Assert.Equal((RunState.Recovering, 0, 0), (found.Run.State, found.Run.Tries, found.Run.Lost));
        Assert.Equal(1, storage.CallsOf("LeaveAsync"));
        Assert.Single(said.Of(1002));
    }

    [Fact]
    public async Task An_attempt_that_does_not_return_keeps_its_lease_and_its_node_does_not_say_that_it_holds_none()
    {
        var (entered, release) = (new Signal(), new Signal());
        using var host = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("a", routine => routine.TimeOut(Duration.FromHours(1), Duration.FromSeconds(11)).Executes((_, _) =>
            {
                entered.Say();
                return release.Said;
            }))));
        await host.StartAsync(Cancel);
        var run = (await ClientOf(host).OrderAsync(new Order("a"), Cancel)).Run!.Value;
        await entered.Said;
        var (draining, grace) = (time.WhenAskedFor(Duration.FromSeconds(15)), time.WhenAskedFor(Duration.FromSeconds(11)));
        var stop = host.StopAsync(Cancel);
        await draining;
        time.Advance(Duration.FromSeconds(15));
        await grace;
        time.Advance(Duration.FromSeconds(11));
        await stop;

        Assert.Equal(RunState.Running, (await ClientOf(host).FindRunAsync(run, Cancel))!.Run.State);
        Assert.Equal(0, storage.CallsOf("LeaveAsync"));
        Assert.Single(said.Of(1009));
        release.Say();
    }

    [Fact]
    public async Task The_hosts_own_deadline_ends_the_stop_early_and_the_log_says_so()
    {
        var (entered, release) = (new Signal(), new Signal());
        using var host = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler.AddRoutine("a", routine => routine.Executes((_, _) =>
        {
            entered.Say();
            return release.Said;
        }))));
        await host.StartAsync(Cancel);
        await ClientOf(host).OrderAsync(new Order("a"), Cancel);
        await entered.Said;
        using var hurry = new CancellationTokenSource();
        var draining = time.WhenAskedFor(Duration.FromSeconds(15));
        var stop = host.Services.GetRequiredService<SchedulerNode>().StopAsync(hurry.Token);
        await draining;

        await hurry.CancelAsync();
        await stop;

        Assert.Equal("The host ended the stop early; 1 attempts were still running", Assert.Single(said.Of(1007)));
        Assert.Equal(0, storage.CallsOf("LeaveAsync"));
        release.Say();
    }

    [Fact]
    public async Task A_store_that_does_not_answer_holds_the_stop_no_longer_than_the_hosts_deadline()
    {
        using var host = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler.AddRoutine("a", Nothing)));
        using var blocked = new ManualResetEventSlim();
        var asked = new Signal();
        await host.StartAsync(Cancel);
        storage.Refuse = (call, _) =>
        {
            if (call is "ClaimAsync" or "LeaveAsync")
            {
                asked.Say();
                blocked.Wait(CancellationToken.None);   // answers not even a cancellation
            }

            return null;
        };
        await ClientOf(host).OrderAsync(new Order("a"), Cancel);
        await asked.Said;
        using var hurry = new CancellationTokenSource();
        var (farewell, cancelled) = (time.WhenAskedFor(Duration.FromSeconds(3)), time.WhenAskedFor(Duration.FromSeconds(1)));
        var stop = host.Services.GetRequiredService<SchedulerNode>().StopAsync(hurry.Token);

        await hurry.CancelAsync();
        await farewell;
        time.Advance(Duration.FromSeconds(3));
        await cancelled;
        time.Advance(Duration.FromSeconds(1));
        await stop;

        Assert.Single(said.Of(1007));
        Assert.Single(said.Of(1002));
        blocked.Set();
    }

    [Fact]
    public async Task Who_only_previews_plans_with_its_own_definitions_and_registers_none_of_them()
    {
        using var running = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("kept", routine => Nothing(routine.At("0 20 * * *"))).AddRoutine("gone", routine => Nothing(routine.At("0 21 * * *")))));
        await ClientOf(running).LoadAsync(new LoadRequest(ANode.Today), Cancel);
        using var next = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("kept", routine => Nothing(routine.At("30 20 * * *"))).AddRoutine("new", routine => Nothing(routine.At("0 22 * * *")))));
        next.Services.GetRequiredService<SchedulerNode>().Opening = NodeOpening.OfGuest;

        var preview = await ClientOf(next).LoadAsync(new LoadRequest(ANode.Today) { Preview = true }, Cancel);

        Assert.Equal(
            [("Added", "new"), ("Moved", "kept"), ("Superseded", "gone")],
            preview.Changes.Select(change => (change.Change, change.Routine.Value)).Order());
        Assert.Equal(1, storage.CallsOf("RegisterAsync"));
        Assert.Equal(["gone", "kept"], (await ClientOf(running).RoutinesAsync(Cancel)).Select(routine => routine.Routine.Key.Value).Order());
    }

    [Fact]
    public async Task What_was_previewed_without_registering_is_applied_by_its_hash_once_it_is_registered()
    {
        using var running = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("a", routine => Nothing(routine.At("0 20 * * *")))));
        await ClientOf(running).LoadAsync(new LoadRequest(ANode.Today), Cancel);
        using var next = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("a", routine => Nothing(routine.At("30 20 * * *"))).AddRoutine("new", routine => Nothing(routine.At("0 22 * * *")))));
        var node = next.Services.GetRequiredService<SchedulerNode>();
        node.Opening = NodeOpening.OfGuest;
        var preview = await ClientOf(next).LoadAsync(new LoadRequest(ANode.Today) { Preview = true }, Cancel);
        time.Advance(Duration.FromMinutes(10));

        var report = await node.RegisterAsync(Cancel);
        var applied = await ClientOf(next).LoadAsync(new LoadRequest(ANode.Today) { ExpectedHash = preview.PlanHash }, Cancel);

        Assert.Equal((LoadStatus.Reloaded, 1, 1), (applied.Status, applied.Totals.Moved, applied.Totals.Added));
        Assert.Equal([new RoutineKey("new")], report!.New);
        Assert.Equal(preview.WouldRegister!.New, report.New);
        Assert.Null(applied.WouldRegister);
        Assert.Null(await node.RegisterAsync(Cancel));
    }

    [Fact]
    public async Task Who_was_opened_for_a_question_registers_once_it_starts()
    {
        using var host = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("a", routine => Nothing(routine.At("0 20 * * *")))));
        host.Services.GetRequiredService<SchedulerNode>().Opening = NodeOpening.OfGuest;
        Assert.Empty(await ClientOf(host).RoutinesAsync(Cancel));

        await host.StartAsync(Cancel);

        Assert.Single(await ClientOf(host).RoutinesAsync(Cancel));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_process_without_definitions_retires_nothing_and_plans_from_the_store()
    {
        using var first = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("a", routine => routine.At("0 20 * * *").Executes((_, _) => Task.CompletedTask))));
        await ClientOf(first).RoutinesAsync(Cancel);
        using var tool = HostOf(services => services.AddRoutineScheduler());

        var plan = await ClientOf(tool).PlanAsync(new PlanRequest(ANode.Today, ANode.Today), Cancel);

        Assert.Equal(Instant.FromUtc(2026, 11, 19, 23, 0), Assert.Single(Assert.Single(plan.Decisions).Due));
        Assert.Null(Assert.Single(await ClientOf(tool).RoutinesAsync(Cancel)).RetiredAt);
        Assert.Equal(1, storage.CallsOf("RegisterAsync"));
    }

    [Fact]
    public async Task A_calendar_source_is_asked_for_what_rules_routines_edges_templates_and_parameters_name()
    {
        using var host = HostOf(services => services.AddRoutineScheduler(scheduler => scheduler
            .AddCalendarSource<EveryCalendar>()
            .AddExecutor(new ExecutorName<AText>("echo"), (AText _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("a", routine => routine
                .Executes(new ExecutorName<AText>("echo"), new AText { Text = "{orderDate-1bd(of-a-template):yyyyMMdd}" }))
            .AddExecutor(new ExecutorName<Counted>("count"), (Counted _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("c", routine => routine.Executes(new ExecutorName<Counted>("count"), new Counted { By = "of-parameters" }))
            .AddRoutine("b", routine => Nothing(routine
                .On("business-days(of-a-rule)").Calendar("of-a-routine").At("0 9 * * *")
                .After("a", edge => edge with { Date = new EdgeDate.BusinessDays(-1, "of-an-edge") })))));

        var calendars = await ClientOf(host).CalendarsAsync(Cancel);

        Assert.Superset(
            new HashSet<string> { "of-a-rule", "of-a-routine", "of-an-edge", "of-a-template", "of-parameters" }, calendars.Names.ToHashSet());
    }

    [Fact]
    public async Task A_second_host_on_the_same_services_has_parts_of_its_own()
    {
        var builder = BuilderOf(services => services.AddRoutineScheduler(scheduler => scheduler.AddRoutine("a", Nothing)), []);
        await using var one = builder.Services.BuildServiceProvider();
        await using var two = builder.Services.BuildServiceProvider();

        Assert.NotSame(one.GetRequiredService<SchedulerNode>(), two.GetRequiredService<SchedulerNode>());
        Assert.Single(await one.GetRequiredService<ISchedulerClient>().RoutinesAsync(Cancel));
        Assert.Single(await two.GetRequiredService<ISchedulerClient>().RoutinesAsync(Cancel));
    }

    private static void Nothing(RoutineBuilder routine) => routine.Executes((_, _) => Task.CompletedTask);

    private static ISchedulerClient ClientOf(IHost host) => host.Services.GetRequiredService<ISchedulerClient>();

    private IHost HostOf(Action<IServiceCollection> define, Dictionary<string, string?>? configuration = null) =>
        BuilderOf(define, configuration ?? []).Build();

    private HostApplicationBuilder BuilderOf(Action<IServiceCollection> define, Dictionary<string, string?> configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "test" });
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Logging.AddProvider(said);
        builder.Services.AddSingleton<IClock>(time.Clock).AddSingleton(time.ForScheduler);
        builder.Services.AddRoutineScheduler(scheduler => scheduler.UseStorage("the test's", _ => storage));
        define(builder.Services);
        return builder;
    }

    public sealed record Counted : INamesCalendars
    {
        public required string By { get; init; }

        IEnumerable<string> INamesCalendars.Calendars => [By];
    }

    private sealed class EveryCalendar : ICalendarSource
    {
        public Task<BusinessCalendar?> FindAsync(string name, CancellationToken cancel) => Task.FromResult<BusinessCalendar?>(BusinessCalendar.Create(
            new CalendarDates { Name = name, FromYear = 2020, ConfirmedThrough = 2030, ProjectedThrough = 2030 }));
    }

    private sealed class Other(Func<Task> start) : IHostedService
    {
        public Task StartAsync(CancellationToken cancel) => start();

        public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
    }
}
