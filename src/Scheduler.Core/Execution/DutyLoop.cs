using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Logging;

namespace RoutineScheduler.Execution;

/// <summary>
/// Repeats a background duty until it is cancelled, and lets nothing out: an exception that leaves a background service stops the host.
/// Trouble is logged once and waited out, longer each time; what the heartbeat has said of the store is not said again.
/// <paramref name="runOnce"/> returns how long it rests before it is called again.
/// </summary>
/// <param name="longestPause">For what must be back soon after the store is. Null: 30 seconds.</param>
internal sealed class DutyLoop(
    string name, Func<CancellationToken, Task<Duration>> runOnce, Wait wait, StoreHealth health, ILogger log, Duration? longestPause = null)
{
    private static readonly Duration FirstPause = Duration.FromMilliseconds(500);
    private static readonly Duration LongestPause = Duration.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancel)
    {
        var (troubles, isTold) = (0, false);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var rest = await runOnce(cancel);
                (troubles, isTold) = (0, false);
                await wait(rest, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                isTold = isTold || Tell(trouble);
                await RestAsync(PauseAfter(troubles++), cancel);
            }
        }
    }

    private bool Tell(Exception trouble)
    {
        if (StoreTrouble.Is(trouble) && health.IsAway)
        {
            return false;
        }

        log.DutyFailed(trouble, name);
        return true;
    }

    private Duration PauseAfter(int troubles) => Duration.Min(FirstPause * (1L << Math.Min(troubles, 20)), longestPause ?? LongestPause);

    private async Task RestAsync(Duration pause, CancellationToken cancel)
    {
        try
        {
            await wait(pause, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The loop ends at its condition.
        }
    }
}
