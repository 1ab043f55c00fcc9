using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>Executes one claimed run: prepare, enter the executor, wait for it or for a reason to stop it, say how it ended.</summary>
internal sealed class AttemptRunner(
    IServiceScopeFactory scopes, AttemptPreparation preparation, string node, Wait wait, Func<double> random, ILogger<AttemptRunner> log)
{
    /// <summary>A run that could not be entered is due again at once: its node does not ask for it at once.</summary>
    private static readonly Duration PauseBeforeHandBack = Duration.FromSeconds(5);

    /// <param name="executorReturned">Completes when the executor is really over, also after it was abandoned: then the place is free.</param>
    /// <returns>The end to offer to the store, which refuses it where the lease is not ours any more.</returns>
    public async Task<AttemptToEnd> RunAsync(InFlight attempt, TaskCompletionSource executorReturned)
    {
        var run = attempt.Run;
        var prepared = await preparation.PrepareAsync(attempt);
        attempt.GraceFor = prepared.Routine.GraceFor;
        using var logging = log.BeginScope(new AttemptScope(attempt, prepared.Mask, node));
        log.AttemptStarted(run.Routine.Value, run.OrderDate.ToIso(), run.Lease.Run.Value, run.Number);
        var started = Stopwatch.GetTimestamp();
        var came = await ReturnAsync(attempt, prepared, executorReturned);
        var (ending, notes) = Read(came, run, prepared, random());
        Tell(run, ending, notes.Message ?? "", came, Stopwatch.GetElapsedTime(started), prepared.Mask);
        return new AttemptToEnd(attempt.Lease, run.Number, ending.Change, notes, attempt.Close());
    }

    /// <summary>What an executor hands over is the host's: a result whose document is disposed of, a text that is none, a list that throws.</summary>
    private static (AttemptEnding Ending, AttemptNotes Notes) Read(AttemptReturn came, ClaimedRun run, PreparedAttempt prepared, double random)
    {
        try
        {
            var ending = AttemptEnding.Decide(came, run.Lease.Token, prepared.Routine, run.Facts.Tries, random);
            return (ending, NotesOf(ending, prepared));
        }
        catch (Exception trouble)
        {
            var ending = AttemptEnding.Unreadable(trouble, run.Lease.Token);
            return (ending, NotesOf(ending, prepared));
        }
    }

    private static AttemptNotes NotesOf(AttemptEnding ending, PreparedAttempt prepared) => new()
    {
        Message = AttemptEnding.Cut(prepared.Mask.Apply(ending.Message)),
        Details = AttemptEnding.Cut(prepared.Mask.Apply(ending.Details)),
        Parameters = CutJson.Of(prepared.MaskedParameters),
        Result = prepared.Mask.ApplyToJson(ending.Result),
        Artifacts = [.. ending.Artifacts.Select(artifact => Masked(artifact, prepared.Mask))],
        ResultsFrom = prepared.ResultsFrom,
    };

    private static Artifact Masked(Artifact artifact, SecretMask mask) =>
        artifact with { Name = mask.Apply(artifact.Name), Path = mask.Apply(artifact.Path) };

    private async Task<AttemptReturn> ReturnAsync(InFlight attempt, PreparedAttempt prepared, TaskCompletionSource executorReturned)
    {
        if (prepared.Problem is null)
        {
            return await EnterAsync(attempt, prepared, executorReturned);
        }

        if (prepared.Problem is AttemptReturn.NotEntered)
        {
            using var stopped = new CancellationTokenSource();
            await Task.WhenAny(attempt.Stopped, wait(PauseBeforeHandBack, stopped.Token));
            await stopped.CancelAsync();
        }

        executorReturned.TrySetResult();
        return prepared.Problem;
    }

    private async Task<AttemptReturn> EnterAsync(InFlight attempt, PreparedAttempt prepared, TaskCompletionSource executorReturned)
    {
        var work = Task.Run(() => ExecuteAsync(attempt, prepared));   // also one that blocks its thread must time out
        _ = work.ContinueWith(
            _ => executorReturned.TrySetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        if (await Task.WhenAny(work, attempt.Stopped) == work || await ReturnedInTimeAsync(attempt, prepared.Routine, work))
        {
            return await work;
        }

        _ = SayWhenItReturnsAsync(attempt.Run, work);
        return new AttemptReturn.Abandoned(attempt.StopReason!.Value);
    }

    private async Task<bool> ReturnedInTimeAsync(InFlight attempt, Routine routine, Task work)
    {
        if (await attempt.Stopped is StopReason.NodeStopping or StopReason.LeaseLost)
        {
            // Nobody is to write its end while it may still run; but no longer than it might have run in any case.
            await Task.WhenAny(work, attempt.TimeIsOver);
        }

        if (!work.IsCompleted)
        {
            using var inTime = new CancellationTokenSource();
            await Task.WhenAny(work, wait(routine.GraceFor, inTime.Token));
            await inTime.CancelAsync();
        }

        return work.IsCompleted;
    }

    /// <summary>Never throws: whatever comes out of the executor is an answer.</summary>
    private async Task<AttemptReturn> ExecuteAsync(InFlight attempt, PreparedAttempt prepared)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RunContextHolder>().Context = prepared.Context!;
            return new AttemptReturn.Outcome(
                await prepared.Executor!.Enter(scope.ServiceProvider, prepared.Parameters!, prepared.Context!, attempt.Token)
                ?? throw new InvalidOperationException($"The executor '{prepared.Executor.Name}' returned null; it must return an AttemptOutcome."));
        }
        catch (Exception thrown) when (attempt.StopReason is { } reason && Cancellation.IsIn(thrown))
        {
            // Only where our token is cancelled: else a time-out of the executor's own, which cancels another one, is an exception of its own.
            return new AttemptReturn.Stopped(reason, thrown is OperationCanceledException ? null : thrown);
        }
        catch (Exception trouble)
        {
            return new AttemptReturn.Threw(trouble);
        }
    }

    private async Task SayWhenItReturnsAsync(ClaimedRun run, Task work)
    {
        await work;
        log.AbandonedReturned(run.Routine.Value, run.OrderDate.ToIso(), run.Lease.Run.Value, run.Number);
    }

    private void Tell(ClaimedRun run, AttemptEnding ending, string problem, AttemptReturn came, TimeSpan took, SecretMask mask)
    {
        var (routine, date, id) = (run.Routine.Value, run.OrderDate.ToIso(), run.Lease.Run.Value);
        switch (ending.End)
        {
            case AttemptEnd.Succeeded:
                log.AttemptSucceeded(routine, date, id, run.Number, (long)took.TotalMilliseconds);
                break;
            case AttemptEnd.NotAvailable:
                log.AttemptNotAvailable(routine, date, id, run.Number, problem);
                break;
            case AttemptEnd.Stopped or AttemptEnd.HandedBack:
                log.AttemptStopped(routine, date, id, run.Number, problem);
                break;
            case AttemptEnd.Abandoned:
                log.AttemptAbandoned(routine, date, id, run.Number, problem);
                break;
            default:
                var trouble = mask == SecretMask.None ? Unforeseen(came) : null;   // an exception's text cannot be masked
                log.AttemptFailed(trouble, routine, date, id, run.Number, ending.End.ToString(), problem);
                break;
        }
    }

    /// <summary>What ends an attempt by a rule is told by its message: where it was thrown says nothing more.</summary>
    private static Exception? Unforeseen(AttemptReturn came) => came switch
    {
        AttemptReturn.Threw { Trouble: NoResultException or ParametersUnreadableException } => null,
        AttemptReturn.Threw threw => threw.Trouble,
        _ => null,
    };
}
