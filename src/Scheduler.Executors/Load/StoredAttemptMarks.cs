using System.Data.Common;
using System.Net.Sockets;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Executors.Load;

/// <summary>Task.Delay in production.</summary>
internal delegate Task Pause(TimeSpan howLong, CancellationToken cancel);

/// <summary>
/// As the store that the run belongs to recorded them. While that store does not answer they are waited for, within the run's time-out: its
/// trouble is not the load's, and uses up no try.
/// </summary>
internal sealed class StoredAttemptMarks(ISchedulerClient scheduler, Pause pause) : IAttemptMarks
{
    private static readonly Duration FirstPause = Duration.FromMilliseconds(500);
    private static readonly Duration LongestPause = Duration.FromSeconds(15);

    public async Task<AttemptMarks> OfAsync(IRunContext run, CancellationToken cancel)
    {
        var details = await FindAsync(run, cancel);
        if (details?.Run is not { StartedAt: { } startedAt } row || row.Attempts != run.Attempt)
        {
            throw LoadStoppedException.Transient($"Attempt {run.Attempt} of run {run.Run} is not the store's newest any more. Nothing was loaded.");
        }

        return new AttemptMarks(
            AttemptMark.Of(run.Attempt, run.Token.Value, startedAt),
            [.. details.Attempts.Where(attempt => attempt.Number < run.Attempt)
                .Select(attempt => AttemptMark.Of(attempt.Number, attempt.Token.Value, attempt.StartedAt))]);
    }

    private async Task<RunDetails?> FindAsync(IRunContext run, CancellationToken cancel)
    {
        for (var troubles = 0; ; troubles++)
        {
            try
            {
                return await scheduler.FindRunAsync(run.Run, cancel);
            }
            catch (Exception trouble) when (IsTheStores(trouble) && !cancel.IsCancellationRequested)
            {
                if (troubles == 0)
                {
                    run.Log.StoreDoesNotAnswer(trouble);
                    run.Report("waiting for the scheduler's store");
                }
            }

            await pause(PauseAfter(troubles).ToTimeSpan(), cancel);
        }
    }

    private static Duration PauseAfter(int troubles) => Duration.Min(FirstPause * (1L << Math.Min(troubles, 20)), LongestPause);

    private static bool IsTheStores(Exception trouble) => trouble is AggregateException several
        ? several.InnerExceptions.All(IsTheStores)
        : trouble is StorageException or DbException or TimeoutException or IOException or SocketException;
}
