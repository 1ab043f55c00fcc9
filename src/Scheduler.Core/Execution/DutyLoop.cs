using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Logging;

namespace RoutineScheduler.Execution;

/// <summary>Told once when the store stops answering, and once when it is back; shared by all loops of a process.</summary>
internal interface IStoreHealth
{
    /// <summary>True for the first to notice.</summary>
    bool WentAway();

    /// <summary>True for the first to notice.</summary>
    bool Answers();
}

/// <summary>
/// Repeats a background duty until it is cancelled, and lets nothing out: an exception that leaves a background service stops the host.
/// Trouble is logged once per absence and waited out, longer each time. <paramref name="runOnce"/> returns how long it rests before it is
/// called again.
/// </summary>
internal sealed class DutyLoop(string name, Func<CancellationToken, Task<Duration>> runOnce, Wait wait, IStoreHealth health, ILogger log)
{
    private static readonly Duration FirstPause = Duration.FromMilliseconds(500);
    private static readonly Duration LongestPause = Duration.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancel)
    {
        var pause = FirstPause;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var rest = await runOnce(cancel);
                pause = FirstPause;
                if (health.Answers())
                {
                    log.StoreCameBack(name);
                }

                await wait(rest, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                if (health.WentAway())
                {
                    log.StoreWentAway(trouble, name);
                }

                pause = await RestAsync(pause, cancel);
            }
        }
    }

    private async Task<Duration> RestAsync(Duration pause, CancellationToken cancel)
    {
        try
        {
            await wait(pause, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The loop ends at its condition.
        }

        return Duration.Min(pause + pause, LongestPause);
    }
}
