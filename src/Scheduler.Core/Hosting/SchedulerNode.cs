using System.Reflection;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Execution;
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
    private static readonly string Version =
        typeof(SchedulerNode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";

    private static readonly Duration LastBeatWithin = Duration.FromSeconds(2);
    private static readonly Duration FarewellWithin = Duration.FromSeconds(3);
    private static readonly Duration AfterCancelling = Duration.FromSeconds(1);

    private readonly SemaphoreSlim opening = new(1);
    private readonly CancellationTokenSource claiming = new();
    private readonly CancellationTokenSource living = new();
    private bool isOpen;
    private bool isRegistered;
    private NodeLoops? loops;
    private Task alive = Task.CompletedTask;
    private Task tending = Task.CompletedTask;
    private Task claims = Task.CompletedTask;
    private Task written = Task.CompletedTask;

    public SchedulerParts Parts => made.Value;

    /// <summary>
    /// Whether this process acts with its own definitions. Who only asks, or acts on runs that are there, registers nothing and retires
    /// nothing: another build than the running one would change what that one plans.
    /// </summary>
    internal bool Registers { get; set; } = true;

    /// <summary>Whether a database that is not there is made, and not taken for a mistyped name.</summary>
    internal bool MakesDatabase { get; set; } = true;

    /// <summary>How a start is waited for: the command line says it when a locked store keeps it long.</summary>
    internal Func<Func<Task>, Task> WhileStarting { get; set; } = start => start();

    /// <summary>Checks the configuration, opens the store, registers the definitions where it <see cref="Registers"/>; each of it once.</summary>
    /// <exception cref="SchedulerConfigurationException">Every problem of options, definitions and executors.</exception>
    /// <exception cref="StorageException">The store cannot be used as it was configured.</exception>
    public async Task OpenAsync(CancellationToken cancel)
    {
        await opening.WaitAsync(cancel);
        try
        {
            if (isOpen && (isRegistered || !Registers))
            {
                return;
            }

            var definitions = await registrar.CheckAsync(cancel);
            if (!isOpen)
            {
                await OpenStoreAsync(cancel);
            }

            await ActWithAsync(definitions, cancel);
            await Parts.Book.ReadAsync(cancel);
            isOpen = true;
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Who registers nothing still previews with what it would register.</summary>
    private async Task ActWithAsync(DefinitionSet definitions, CancellationToken cancel)
    {
        isRegistered = Registers || !Parts.Storage.IsShared;
        if (registrar.HasDefinitions && isRegistered)
        {
            await registrar.RegisterAsync(definitions, Parts.Storage.Routines, Parts.Actor, cancel);
        }

        Parts.Loader.Proposed = registrar.HasDefinitions && !isRegistered ? definitions : null;
    }

    private async Task OpenStoreAsync(CancellationToken cancel)
    {
        if (!MakesDatabase && !Parts.Storage.IsThere)
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
        await RoundAtStartAsync(cancel);
        loops = new NodeLoops(Parts, options, time, BeatAsync, log);
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

        await claiming.CancelAsync();
        try
        {
            await EndAsync(claims, "Worker", hurry);
            await EndAsync(tending, "Duties", hurry);
            await DrainAsync(hurry);
            Parts.Completions.Complete();
            await EndAsync(written, nameof(Parts.Completions), hurry);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            log.StopCutShort(Parts.Places.InFlight.Count);
        }

        await living.CancelAsync();
        await IsOverAsync(EndAsync(alive, "Heartbeat", CancellationToken.None), LastBeatWithin, CancellationToken.None);
        await LeaveAsync(Parts.Places.InFlight.Count);
    }

    public void Dispose()
    {
        claiming.Cancel();   // of a host that is disposed of without having been stopped
        living.Cancel();
        claiming.Dispose();
        living.Dispose();
        opening.Dispose();
    }

    /// <summary>A loop that failed is told; what is to be done after it is done all the same.</summary>
    private async Task EndAsync(Task loop, string name, CancellationToken hurry)
    {
        try
        {
            await loop.WaitAsync(hurry);
        }
        catch (Exception trouble) when (!hurry.IsCancellationRequested)
        {
            log.DutyFailed(trouble, name);
        }
    }

    /// <summary>Executes what is due now, and what becomes due by that, as a node of its own; then it leaves.</summary>
    /// <returns>How many runs were started.</returns>
    public async Task<int> RunDueAsync(int? limit, CancellationToken cancel)
    {
        await WhileStarting(() => StartAsync(cancel));
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
        await WhileStarting(() => StartAsync(cancel));
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
        var answer = await BeatAsync(cancel);
        if (answer.OpenAbsence is not null)
        {
            await Parts.Loader.CatchUpAsync(cancel);
        }

        var nextLoad = await Parts.Loader.RunOnceAsync(trigger, cancel);
        await Parts.Rescuer.RunOnceAsync(cancel);
        await Parts.Expirer.RunOnceAsync(cancel);
        return nextLoad;
    }

    private async Task DrainAsync(CancellationToken hurry)
    {
        var idle = Parts.Worker.WhenIdleAsync();
        if (await IsOverAsync(idle, Duration.FromTimeSpan(options.DrainFor), hurry))
        {
            return;
        }

        var grace = Parts.Places.InFlight.Select(attempt => attempt.GraceFor).DefaultIfEmpty().Max();
        Parts.Worker.StopAll();
        if (!await IsOverAsync(idle, grace, hurry))
        {
            log.DrainTimedOut(Parts.Places.InFlight.Count);
        }
    }

    private async Task<bool> IsOverAsync(Task work, Duration longest, CancellationToken hurry)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        await Task.WhenAny(work, time.Wait(longest, over.Token));
        await over.CancelAsync();
        hurry.ThrowIfCancellationRequested();
        return work.IsCompleted;
    }

    /// <summary>
    /// A node that leaves says that it holds no leases: one with attempts that still run falls silent instead. A store that is away finds out
    /// by the missing heartbeats; one that answers not even a cancellation is left behind.
    /// </summary>
    private async Task LeaveAsync(int left)
    {
        using var tooLong = new CancellationTokenSource();
        var leaving = Task.Run(() => SayFarewellAsync(left, tooLong.Token), CancellationToken.None);
        if (!await IsOverAsync(leaving, FarewellWithin, CancellationToken.None))
        {
            await tooLong.CancelAsync();
            await IsOverAsync(leaving, AfterCancelling, CancellationToken.None);
        }

        log.NodeStopped(Parts.Node.Value, left);
    }

    private async Task SayFarewellAsync(int left, CancellationToken cancel)
    {
        try
        {
            await Parts.JournalWriter.RunOnceAsync(cancel);
            if (left == 0)
            {
                await Parts.Storage.Nodes.LeaveAsync(Parts.Node, cancel);
            }
        }
        catch (Exception trouble)
        {
            log.DutyFailed(trouble, nameof(LeaveAsync));
        }
    }

    /// <summary>The one duty that says whether the store is away: what others meet may be trouble of their own.</summary>
    private async Task<BeatAnswer> BeatAsync(CancellationToken cancel)
    {
        var beat = new NodeBeat(
            Parts.Node, Environment.MachineName, Environment.ProcessId, Version, Parts.PlacesNow, Parts.Executors.Names);
        try
        {
            var answer = await Parts.Storage.Nodes.BeatAsync(beat, Duration.FromTimeSpan(options.LateAfter), cancel);
            if (Parts.Health.Answers())
            {
                log.StoreCameBack("Heartbeat");
            }

            return answer;
        }
        catch (Exception trouble) when (StoreTrouble.Is(trouble))
        {
            if (Parts.Health.WentAway())
            {
                log.StoreWentAway(trouble, "Heartbeat");
            }

            throw;
        }
    }
}
