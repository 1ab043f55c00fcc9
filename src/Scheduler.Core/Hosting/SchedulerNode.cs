using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Loading;
using RoutineScheduler.Logging;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Hosting;

/// <summary>
/// One process's part in a scheduler: opened once, it answers questions; started, it also loads, executes and recovers. The host's life
/// cycle and the command line drive it; so does a test's pump, one round at a time.
/// </summary>
/// <param name="made">Not before the configuration was checked: what it says may be impossible to make.</param>
internal sealed class SchedulerNode(
    Lazy<SchedulerParts> made, DefinitionRegistrar registrar, SchedulerOptions options, SchedulerTime time, ILogger<SchedulerNode> log)
    : IDisposable
{
    private readonly Lazy<Heartbeat> heartbeat = new(() => new Heartbeat(made.Value, options, log));
    private readonly SemaphoreSlim opening = new(1);
    private readonly CancellationTokenSource claiming = new();
    private readonly CancellationTokenSource living = new();
    private bool isOpen;
    private NodeLoops? loops;
    private Task alive = Task.CompletedTask;
    private Task tending = Task.CompletedTask;
    private Task claims = Task.CompletedTask;
    private Task written = Task.CompletedTask;

    public SchedulerParts Parts => made.Value;

    /// <summary>Said before it is opened.</summary>
    internal NodeOpening Opening { get; set; } = NodeOpening.OfHost;

    /// <summary>Checks the configuration, opens the store, registers the definitions where <see cref="Opening"/> says so; each of it once.</summary>
    /// <exception cref="SchedulerConfigurationException">Every problem of options, definitions and executors.</exception>
    /// <exception cref="StorageException">The store cannot be used as it was configured.</exception>
    public async Task OpenAsync(CancellationToken cancel)
    {
        await opening.WaitAsync(cancel);
        try
        {
            if (isOpen)
            {
                return;
            }

            var definitions = await registrar.CheckAsync(cancel);
            await OpenStoreAsync(cancel);
            Parts.Loader.Proposed = registrar.HasDefinitions ? definitions : null;
            if (Opening.Registers || !Parts.Storage.IsShared)
            {
                await RegisterProposedAsync(cancel);
            }

            await Parts.Book.ReadAsync(cancel);
            isOpen = true;
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>For who was opened without registering and is now to act: its definitions are those that count from here on.</summary>
    /// <returns>What that changed; null where there was nothing to register any more.</returns>
    public async Task<RegistrationReport?> RegisterAsync(CancellationToken cancel)
    {
        await opening.WaitAsync(cancel);
        try
        {
            return await RegisterProposedAsync(cancel);
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task<RegistrationReport?> RegisterProposedAsync(CancellationToken cancel)
    {
        if (Parts.Loader.Proposed is not { } definitions)
        {
            return null;
        }

        var report = await registrar.RegisterAsync(definitions, Parts.Storage.Routines, Parts.Actor, cancel);
        Parts.Loader.Proposed = null;
        return report;
    }

    private async Task OpenStoreAsync(CancellationToken cancel)
    {
        if (!Opening.MakesDatabase && !Parts.Storage.IsThere)
        {
            throw new StorageException(
                $"There is no scheduler database yet ({Parts.Storage.Description}): it is missing, or has no tables. Check the name. " +
                "The program that defines the routines makes it: by loading, running or ordering, or once it is started. Nothing was changed.");
        }

        await Parts.Storage.OpenAsync(cancel);
    }

    /// <summary>Is a node from now on: beats, catches up, loads. It claims only once <see cref="StartClaiming"/> is called.</summary>
    /// <exception cref="InvalidOperationException">It has stopped: a node lives once.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        if (claiming.IsCancellationRequested)
        {
            throw new InvalidOperationException("This node has stopped and does not start again; build another host, or use another process.");
        }

        await OpenAsync(cancel);
        await RegisterAsync(cancel);   // also of who was opened for a question before: a node acts with its own definitions
        await RoundAtStartAsync(cancel);
        loops = new NodeLoops(Parts, options, time, heartbeat.Value.BeatAsync, log);
        alive = loops.KeepAliveAsync(living.Token);
        tending = loops.TendAsync(claiming.Token);
        written = Task.Run(() => Parts.Completions.RunAsync(living.Token), CancellationToken.None);
        log.NodeStarted(Parts.Node.Value, Parts.Storage.Description, Parts.PlacesNow, string.Join(", ", Parts.Executors.Names));
    }

    /// <exception cref="InvalidOperationException">It has not started.</exception>
    public void StartClaiming() =>
        claims = loops?.ClaimAsync(claiming.Token)
            ?? throw new InvalidOperationException("This node claims only once it has started: call StartAsync before.");

    /// <summary>
    /// Stops claiming; after DrainFor cancels the attempts that still run; finishes or hands back each when its executor has returned.
    /// Leases are renewed all the while. <paramref name="hurry"/> ends it early, whatever it waits for, a store that does not answer too: what
    /// still runs keeps its lease and lapses.
    /// </summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        if (!isOpen)
        {
            return;
        }

        var leaving = new NodeLeaving(Parts, options, time, log);
        await claiming.CancelAsync();
        await leaving.FinishAsync(claims, tending, written, hurry);
        await living.CancelAsync();
        await leaving.GoAsync(alive);
    }

    public void Dispose()
    {
        claiming.Cancel();   // of a host that is disposed of without having been stopped
        living.Cancel();
        claiming.Dispose();
        living.Dispose();
        opening.Dispose();
    }

    /// <summary>Executes what is due now, and what becomes due by that, as a node of its own; then it leaves.</summary>
    /// <returns>How many runs were started.</returns>
    public async Task<int> RunDueAsync(int? limit, CancellationToken cancel)
    {
        await Opening.WhileStarting(() => StartAsync(cancel));
        try
        {
            return await Parts.WorkerLoop.RunDueAsync(limit, cancel);
        }
        finally
        {
            await StopAsync(CancellationToken.None);
        }
    }

    /// <summary>As a node until it is cancelled; the second cancellation cuts it short.</summary>
    public async Task WatchAsync(CancellationToken cancel, CancellationToken hurry)
    {
        await Opening.WhileStarting(() => StartAsync(cancel));
        StartClaiming();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);   // not on the thread of a signal
        await using var registration = cancel.Register(cancelled.SetResult);
        await cancelled.Task;
        await StopAsync(hurry);
    }

    /// <summary>
    /// All duties once, then whatever is due until nothing is: how a test's pump drives the engine, without loops and without waiting.
    /// </summary>
    /// <returns>When the next round has something to do; null where nothing is ahead but the daily load.</returns>
    public async Task<(int Started, Instant NextWake)> RoundAsync(CancellationToken cancel)
    {
        var nextLoad = await RoundOfDutiesAsync("Automatic", cancel);
        var started = 0;
        int claimed;
        do
        {
            claimed = await Parts.Worker.RunOnceAsync(null, cancel);
            await Parts.Worker.WhenIdleAsync();
            await Parts.Completions.FlushAsync(cancel);
            await Parts.Worker.WhenPlacesAreFreeAsync();   // the pool may take its time; a round that found none free would end too early
            started += claimed;
        }
        while (claimed > 0);

        await Parts.JournalWriter.RunOnceAsync(cancel);
        var next = await Parts.Storage.Queue.NextWakeAsync(Parts.Executors.Names, cancel);
        return (started, next is { } wake && wake < nextLoad ? wake : nextLoad);
    }

    /// <summary>A date that cannot be loaded keeps no node from starting: its loader will try again.</summary>
    private async Task RoundAtStartAsync(CancellationToken cancel)
    {
        try
        {
            await RoundOfDutiesAsync("StartUp", cancel);
        }
        catch (DatesNotLoadedException trouble)
        {
            log.DutyFailed(trouble, nameof(DailyLoader));
        }
    }

    /// <returns>When the next date is to be loaded.</returns>
    private async Task<Instant> RoundOfDutiesAsync(string trigger, CancellationToken cancel)
    {
        var answer = await heartbeat.Value.BeatAsync(cancel);
        if (answer.OpenAbsence is not null)
        {
            await Parts.Loader.CatchUpAsync(cancel);
        }

        var nextLoad = await Parts.Loader.RunOnceAsync(trigger, cancel);
        await Parts.Rescuer.RunOnceAsync(cancel);
        await Parts.Expirer.RunOnceAsync(cancel);
        return nextLoad;
    }
}
