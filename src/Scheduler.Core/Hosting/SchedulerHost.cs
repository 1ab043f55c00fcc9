using Microsoft.Extensions.Hosting;

namespace RoutineScheduler.Hosting;

/// <summary>
/// Ties a node to its host's life. Definitions are checked and the day is loaded before the host counts as started; nothing is claimed
/// before every other hosted service has started; it stops first, while what executors use is still there.
/// </summary>
internal sealed class SchedulerHost(SchedulerNode node, IHostApplicationLifetime life) : IHostedLifecycleService
{
    private CancellationTokenRegistration claims;

    public Task StartingAsync(CancellationToken cancel) => node.StartAsync(cancel);

    public Task StartAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancel)
    {
        claims = life.ApplicationStarted.Register(node.StartClaiming);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken hurry)
    {
        await claims.DisposeAsync();
        await node.StopAsync(hurry);
    }

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancel) => Task.CompletedTask;
}
