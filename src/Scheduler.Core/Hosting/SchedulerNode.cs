using System.Reflection;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Logging;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Hosting;

/// <summary>
/// One process's part in a scheduler: opened once, it answers questions; started, it also loads, executes and recovers. The host's life
/// cycle and the command line drive it; so does a test's pump, one round at a time.
/// </summary>
internal sealed class SchedulerNode(SchedulerParts parts, DefinitionRegistrar registrar, SchedulerOptions options, SchedulerTime time, ILogger<SchedulerNode> log)
{
    private static readonly string Version = typeof(SchedulerNode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";

    private readonly SemaphoreSlim opening = new(1);
    private readonly CancellationTokenSource claiming = new();
    private readonly CancellationTokenSource living = new();
    private bool isOpen;
    private Task alive = Task.CompletedTask;
    private Task tending = Task.CompletedTask;
    private Task claims = Task.CompletedTask;
    private Task written = Task.CompletedTask;

    public SchedulerParts Parts => parts;

    /// <summary>Checks the configuration, opens the store, registers the definitions. The second call does nothing.</summary>
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
            await parts.Storage.OpenAsync(cancel);
            await registrar.RegisterAsync(definitions, parts.Storage.Routines, parts.Actor, cancel);
            await parts.Book.ReadAsync(cancel);
            isOpen = true;
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Is a node from now on: beats, catches up, loads. It claims only once <see cref="StartClaiming"/> is called.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        await OpenAsync(cancel);
        await RoundOfDutiesAsync("StartUp", cancel);
        var loops = new NodeLoops(parts, options, time, Beat, log);
        alive = loops.KeepAliveAsync(living.Token);
        tending = loops.TendAsync(claiming.Token);
        written = Task.Run(() => parts.Completions.RunAsync(living.Token), CancellationToken.None);
        log.NodeStarted(parts.Node.Value, parts.Storage.Description, options.Places, string.Join(", ", parts.Executors.Names));
    }

    public void StartClaiming() => claims = new NodeLoops(parts, options, time, Beat, log).ClaimAsync(claiming.Token);

    /// <summary>
    /// Stops claiming; after DrainFor cancels the attempts that still run; finishes or hands back each when its executor has returned.
    /// Leases are renewed all the while. <paramref name="hurry"/> ends it early: what still runs keeps its lease and lapses.
    /// </summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        await claiming.CancelAsync();
        await Task.WhenAll(claims, tending);
        var left = 0;
        try
        {
            await DrainAsync(hurry);
            parts.Completions.Complete();
            await written.WaitAsync(hurry);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            left = parts.Places.InFlight.Count;
            log.StopCutShort(left);
        }

        await living.CancelAsync();
        await alive;
        if (isOpen)
        {
            await LeaveAsync(left, hurry);
        }
    }

    /// <summary>Executes what is due now, and what becomes due by that, as a node of its own; then it leaves.</summary>
    /// <returns>How many runs were started.</returns>
    public async Task<int> RunDueAsync(int? limit, CancellationToken cancel)
    {
        await StartAsync(cancel);
        try
        {
            return await parts.WorkerLoop.RunDueAsync(limit, cancel);
        }
        finally
        {
            await StopAsync(CancellationToken.None);
        }
    }

    /// <summary>As a node until it is cancelled; the second cancellation cuts it short.</summary>
    public async Task WatchAsync(CancellationToken cancel, CancellationToken hurry)
    {
        await StartAsync(cancel);
        StartClaiming();
        var cancelled = new TaskCompletionSource();
        await using var registration = cancel.Register(cancelled.SetResult);
        await cancelled.Task;
        await StopAsync(hurry);
    }

    /// <summary>All duties once, then whatever is due until nothing is: how a test's pump drives the engine, without loops and without waiting.</summary>
    /// <returns>When the next round has something to do; null where nothing is ahead but the daily load.</returns>
    public async Task<(int Started, Instant NextWake)> RoundAsync(CancellationToken cancel)
    {
        var nextLoad = await RoundOfDutiesAsync("Automatic", cancel);
        var started = 0;
        int claimed;
        do
        {
            claimed = await parts.Worker.RunOnceAsync(null, cancel);
            await parts.Worker.WhenIdleAsync();
            await parts.Completions.FlushAsync(cancel);
            started += claimed;
        }
        while (claimed > 0);

        await parts.JournalWriter.RunOnceAsync(cancel);
        var next = await parts.Storage.Queue.NextWakeAsync(parts.Executors.Names, cancel);
        return (started, next is { } wake && wake < nextLoad ? wake : nextLoad);
    }

    /// <returns>When the next date is to be loaded.</returns>
    private async Task<Instant> RoundOfDutiesAsync(string trigger, CancellationToken cancel)
    {
        var answer = await parts.Storage.Nodes.BeatAsync(Beat(), Duration.FromTimeSpan(options.LateAfter), cancel);
        if (answer.OpenAbsence is not null)
        {
            await parts.Loader.CatchUpAsync(cancel);
        }

        var nextLoad = await parts.Loader.RunOnceAsync(trigger, cancel);
        await parts.Rescuer.RunOnceAsync(cancel);
        await parts.Expirer.RunOnceAsync(cancel);
        return nextLoad;
    }

    private async Task DrainAsync(CancellationToken hurry)
    {
        using var drained = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        var idle = parts.Worker.WhenIdleAsync();
        if (await Task.WhenAny(idle, time.Wait(Duration.FromTimeSpan(options.DrainFor), drained.Token)) != idle)
        {
            parts.Worker.StopAll();
        }

        await drained.CancelAsync();
        await idle.WaitAsync(hurry);
    }

    /// <summary>A store that is away now finds out by the missing heartbeats: leaving is a courtesy.</summary>
    private async Task LeaveAsync(int left, CancellationToken hurry)
    {
        try
        {
            await parts.JournalWriter.RunOnceAsync(hurry);
            await parts.Storage.Nodes.LeaveAsync(parts.Node, hurry);
        }
        catch (Exception trouble)
        {
            log.StoreWentAway(trouble, nameof(LeaveAsync));
        }

        log.NodeStopped(parts.Node.Value, left);
    }

    private NodeBeat Beat() => new(parts.Node, Environment.MachineName, Environment.ProcessId, Version, options.Places, parts.Executors.Names);
}
