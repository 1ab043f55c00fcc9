using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Logging;

namespace RoutineScheduler.Hosting;

/// <summary>
/// How a node goes: what runs ends or is handed back while it still beats; then it says farewell. Nothing that it waits for keeps it for ever.
/// </summary>
internal sealed class NodeLeaving(SchedulerParts parts, SchedulerOptions options, SchedulerTime time, ILogger<SchedulerNode> log)
{
    private static readonly Duration LastBeatWithin = Duration.FromSeconds(2);
    private static readonly Duration FarewellWithin = Duration.FromSeconds(3);
    private static readonly Duration AfterCancelling = Duration.FromSeconds(1);

    /// <summary>Once nothing is claimed any more: waits for the loops, drains the places, and writes what has ended.</summary>
    public async Task FinishAsync(Task claims, Task tending, Task written, CancellationToken hurry)
    {
        try
        {
            await EndAsync(claims, "Worker", hurry);
            await EndAsync(tending, "Duties", hurry);
            await DrainAsync(hurry);
            parts.Completions.Complete();
            await EndAsync(written, nameof(parts.Completions), hurry);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            log.StopCutShort(parts.Places.InFlight.Count);
        }
    }

    /// <summary>
    /// A node that leaves says that it holds no leases: one with attempts that still run falls silent instead. A store that is away finds out
    /// by the missing heartbeats; one that answers not even a cancellation is left behind.
    /// </summary>
    /// <param name="alive">The heartbeat, told to end.</param>
    public async Task GoAsync(Task alive)
    {
        await IsOverAsync(EndAsync(alive, "Heartbeat", CancellationToken.None), LastBeatWithin, CancellationToken.None);
        var left = parts.Places.InFlight.Count;
        using var tooLong = new CancellationTokenSource();
        var leaving = Task.Run(() => SayFarewellAsync(left, tooLong.Token), CancellationToken.None);
        if (!await IsOverAsync(leaving, FarewellWithin, CancellationToken.None))
        {
            await tooLong.CancelAsync();
            await IsOverAsync(leaving, AfterCancelling, CancellationToken.None);
        }

        log.NodeStopped(parts.Node.Value, left);
    }

    private async Task DrainAsync(CancellationToken hurry)
    {
        var idle = parts.Worker.WhenIdleAsync();
        if (await IsOverAsync(idle, Duration.FromTimeSpan(options.DrainFor), hurry))
        {
            return;
        }

        var grace = parts.Places.InFlight.Select(attempt => attempt.GraceFor).DefaultIfEmpty().Max();
        parts.Worker.StopAll();
        if (!await IsOverAsync(idle, grace, hurry))
        {
            log.DrainTimedOut(parts.Places.InFlight.Count);
        }
    }

    private async Task SayFarewellAsync(int left, CancellationToken cancel)
    {
        try
        {
            await parts.JournalWriter.RunOnceAsync(cancel);
            if (left == 0)
            {
                await parts.Storage.Nodes.LeaveAsync(parts.Node, cancel);
            }
        }
        catch (Exception trouble)
        {
            log.DutyFailed(trouble, "Leaving");
        }
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

    private async Task<bool> IsOverAsync(Task work, Duration longest, CancellationToken hurry)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        await Task.WhenAny(work, time.Wait(longest, over.Token));
        await over.CancelAsync();
        hurry.ThrowIfCancellationRequested();
        return work.IsCompleted;
    }
}
