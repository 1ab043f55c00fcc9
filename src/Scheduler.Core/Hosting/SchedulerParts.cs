using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Journal;
using RoutineScheduler.Loading;
using RoutineScheduler.Logging;
using RoutineScheduler.Queue;
using RoutineScheduler.Recovery;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Hosting;

/// <summary>The agents of one scheduler, put together over one store.</summary>
internal sealed class SchedulerParts
{
    private readonly LiveOptions live;
    private readonly ILogger log;

    public SchedulerParts(
        IStorage storage, SchedulerDefinition definition, SchedulerOptions options, LiveOptions live, SchedulerTime time,
        IServiceScopeFactory scopes, SchedulerMetrics metrics, LineBuffer lines, SafeLoggers loggers, Actor actor)
    {
        var leaseFor = Duration.FromTimeSpan(options.LeaseFor);
        Storage = storage;
        Actor = actor;
        (this.live, log) = (live, loggers.CreateLogger<SchedulerParts>());
        Node = NodeOf(options);
        Executors = new ExecutorCatalog(definition.Executors);
        Health = new StoreHealth(time.Elapsed);
        Places = new Places();
        Book = new DefinitionBook(storage.Routines, SettingsOf(options), loggers.CreateLogger<DefinitionBook>());
        Loader = new DailyLoader(
            storage.Loads, storage.Nodes, storage.Queries, Book, LoaderSettingsOf(options, actor), loggers.CreateLogger<DailyLoader>());
        Completions = new Completions(storage.Queue, Places, time.Wait, Health, metrics, loggers.CreateLogger<Completions>());
        Worker = new Worker(
            storage.Queue, Executors, RunnerOf(options, time, scopes, loggers), Completions, Places,
            () => new WorkerSettings(Node, live.Places, leaseFor), time.Elapsed, metrics, loggers.CreateLogger<Worker>());
        WorkerLoop = new WorkerLoop(Worker, storage.Queue, storage.Queries, storage.Signal, Executors, time.Wait);
        LeaseKeeper = new LeaseKeeper(storage.Queue, Places, time.Elapsed, leaseFor);
        Rescuer = new Rescuer(storage.Queue, Health, new RescuerSettings(leaseFor, options.MaxLost), metrics, loggers.CreateLogger<Rescuer>());
        Expirer = new Expirer(storage.Queue, loggers.CreateLogger<Expirer>());
        Reconciler = new Reconciler(storage.Queue, metrics, loggers.CreateLogger<Reconciler>());
        JournalWriter = new JournalWriter(lines, Places, storage.Journal, loggers.CreateLogger<JournalWriter>());
    }

    /// <summary>What the client needs of them.</summary>
    public ClientParts ForClient => new(Storage, Book, Loader, Actor, NodeLoops.SilentFor, CancelsAreWaiting);

    public IStorage Storage { get; }

    public NodeId Node { get; }

    /// <summary>Attempts at once on this node, as the options say now.</summary>
    public int PlacesNow => live.Places;

    public Actor Actor { get; }

    public ExecutorCatalog Executors { get; }

    public StoreHealth Health { get; }

    public Places Places { get; }

    public DefinitionBook Book { get; }

    public DailyLoader Loader { get; }

    public Completions Completions { get; }

    public Worker Worker { get; }

    public WorkerLoop WorkerLoop { get; }

    public LeaseKeeper LeaseKeeper { get; }

    public Rescuer Rescuer { get; }

    public Expirer Expirer { get; }

    public Reconciler Reconciler { get; }

    public JournalWriter JournalWriter { get; }

    /// <summary>
    /// A cancel asked for in this process reaches its attempts at once, and not only with the next renewal. It is committed by then: what fails
    /// here is that renewal's to bring.
    /// </summary>
    private async Task CancelsAreWaiting(CancellationToken cancel)
    {
        try
        {
            await LeaseKeeper.RunOnceAsync(cancel);
        }
        catch (Exception trouble)
        {
            log.DutyFailed(trouble, nameof(LeaseKeeper));
        }
    }

    private static NodeId NodeOf(SchedulerOptions options) =>
        new(options.NodeName ?? $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}");

    private static LoaderSettings LoaderSettingsOf(SchedulerOptions options, Actor actor) => new(
        Duration.FromTimeSpan(options.LoadAt), options.LoadAhead, options.ReloadOnChange, Duration.FromTimeSpan(options.CatchUpWindow), actor);

    private AttemptRunner RunnerOf(SchedulerOptions options, SchedulerTime time, IServiceScopeFactory scopes, SafeLoggers loggers)
    {
        var preparation = new AttemptPreparation(
            scopes, Executors, new PinnedRoutines(Storage.Routines), Storage.Queries, Book, Path.GetFullPath(options.ArtifactRoot), time.Wait,
            new IsoLogger(loggers.CreateLogger("RoutineScheduler.Run")));
        return new AttemptRunner(scopes, preparation, Node.Value, time.Wait, time.Random, loggers.CreateLogger<AttemptRunner>());
    }

    public static PlannerSettings SettingsOf(SchedulerOptions options) => new()
    {
        Zone = options.TimeZone,
        StartOfDay = LocalTime.FromTicksSinceMidnight(options.StartOfDay.Ticks),
        DefaultCalendar = options.DefaultCalendar,
        DayFields = options.DayFields,
        MaxRunsPerDate = options.MaxRunsPerDate,
    };
}
