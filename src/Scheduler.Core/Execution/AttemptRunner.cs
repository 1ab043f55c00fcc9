using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Loading;
using RoutineScheduler.Logging;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>Executes one claimed run: prepare, enter the executor, wait for it or for a reason to stop it, say how it ended.</summary>
internal sealed class AttemptRunner(
    IServiceScopeFactory scopes, ExecutorCatalog executors, PinnedRoutines pinned, IRunQueries queries, DefinitionBook definitions,
    AttemptSettings settings, Wait wait, Func<double> random, ILogger<AttemptRunner> log)
{
    /// <param name="executorReturned">Completes when the executor is really over, also after it was abandoned: then the place is free.</param>
    /// <returns>Null where the end is not ours to write: the lease is lost, or the executor outlives its node.</returns>
    public async Task<AttemptToEnd?> RunAsync(InFlight attempt, TaskCompletionSource executorReturned)
    {
        var run = attempt.Run;
        var prepared = await PrepareAsync(attempt);
        var scope = new AttemptScope(attempt, prepared.Mask, settings.Node);
        using var logging = log.BeginScope(scope);
        log.AttemptStarted(run.Routine.Value, run.OrderDate.ToIso(), run.Lease.Run.Value, run.Number);
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        var came = prepared.Problem ?? await EnterAsync(attempt, prepared, executorReturned);
        if (prepared.Problem is not null)
        {
            executorReturned.TrySetResult();
        }

        if (attempt.IsDisowned)
        {
            log.AttemptStopped(run.Routine.Value, run.OrderDate.ToIso(), run.Lease.Run.Value, run.Number, nameof(StopReason.LeaseLost));
            return null;
        }

        var ending = AttemptEnding.Decide(came, run.Lease.Token, prepared.Routine, run.Facts.Tries, random());
        Tell(run, ending, came, System.Diagnostics.Stopwatch.GetElapsedTime(started), prepared.Mask);
        var notes = new AttemptNotes
        {
            Message = prepared.Mask.Apply(ending.Message),
            Details = prepared.Mask.Apply(ending.Details),
            Parameters = prepared.MaskedParameters,
            Result = prepared.Mask.Apply(ending.Result),
            Artifacts = ending.Artifacts,
            ResultsFrom = prepared.ResultsFrom,
        };
        return new AttemptToEnd(attempt.Lease, run.Number, ending.Change, notes, attempt.TakeLines());
    }

    private static readonly Routine Unknown = new() { Key = "unknown", Executor = "unknown" };

    private async Task<Prepared> PrepareAsync(InFlight attempt)
    {
        var routine = Unknown;
        IReadOnlyList<PredecessorResult> results = [];
        try
        {
            routine = await pinned.FindAsync(attempt.Run.Version, attempt.Token);
            results = attempt.Run.HasEdges ? await queries.ResultsForAsync(attempt.Run.Lease.Run, attempt.Token) : [];
            var inputs = await definitions.CurrentAsync(attempt.Token);
            var calendar = inputs.Calendars.Get(routine.Calendar ?? inputs.Settings.DefaultCalendar);
            var facts = new TemplateFacts(
                attempt.Run.Routine, attempt.Run.Lease.Run, attempt.Run.OrderDate, attempt.Run.BaseDate, calendar, inputs.Calendars, results, SecretAsync);
            var resolved = await Templates.ResolveAsync(routine.Parameters, facts, attempt.Token);
            if (!executors.TryFind(attempt.Run.Executor, out var entry))
            {
                throw new InvalidOperationException($"This node has no executor '{attempt.Run.Executor}' and should not have claimed run {attempt.Run.Lease.Run}.");
            }

            var folder = new Lazy<string>(() => FolderFor(attempt.Run));
            var context = new RunContext(attempt, calendar, inputs.Calendars, results, folder, log);
            return new Prepared(routine, resolved.Mask, resolved.Masked, SeenResults(results), entry, Unmasked(entry, resolved), context);
        }
        catch (Exception trouble) when (trouble is ParametersUnreadableException or NoResultException)
        {
            return new Prepared(routine, SecretMask.None, null, SeenResults(results), Problem: new AttemptReturn.Threw(trouble));
        }
        catch (OperationCanceledException) when (attempt.StopReason is { } reason)
        {
            return new Prepared(routine, SecretMask.None, null, [], Problem: new AttemptReturn.Stopped(reason));
        }
        catch (Exception trouble)
        {
            return new Prepared(routine, SecretMask.None, null, [], Problem: new AttemptReturn.NotEntered(trouble));
        }
    }

    private static object Unmasked(ExecutorEntry entry, ResolvedParameters resolved)
    {
        try
        {
            return entry.Read(resolved.Json);
        }
        catch (ParametersUnreadableException wrong)
        {
            throw new ParametersUnreadableException(wrong.JsonPath, resolved.Mask.Apply(wrong.Message));
        }
    }

    private async Task<AttemptReturn> EnterAsync(InFlight attempt, Prepared prepared, TaskCompletionSource executorReturned)
    {
        using var timedOut = new CancellationTokenSource();
        var work = ExecuteAsync(attempt, prepared);
        _ = work.ContinueWith(_ => executorReturned.TrySetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        var timeOut = wait(prepared.Routine.TimeOut, timedOut.Token);
        var first = await Task.WhenAny(work, attempt.Stopped, timeOut);
        if (first == timeOut)
        {
            attempt.Stop(StopReason.TimedOut);
        }

        if (first != work && !await ReturnedInTimeAsync(attempt, prepared.Routine, work))
        {
            _ = SayWhenItReturnsAsync(attempt.Run, work);
            await timedOut.CancelAsync();
            return new AttemptReturn.Abandoned(attempt.StopReason!.Value);
        }

        await timedOut.CancelAsync();
        return await work;
    }

    /// <summary>What stops with its node, or has lost its lease, is waited for: nobody may write its end while it may still run.</summary>
    private async Task<bool> ReturnedInTimeAsync(InFlight attempt, Routine routine, Task work)
    {
        if (await attempt.Stopped is StopReason.NodeStopping or StopReason.LeaseLost)
        {
            await work;
            return true;
        }

        using var inTime = new CancellationTokenSource();
        await Task.WhenAny(work, wait(routine.GraceFor, inTime.Token));
        await inTime.CancelAsync();
        return work.IsCompleted;
    }

    /// <summary>Never throws: whatever comes out of the executor is an answer.</summary>
    private async Task<AttemptReturn> ExecuteAsync(InFlight attempt, Prepared prepared)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RunContextHolder>().Context = prepared.Context!;
            return new AttemptReturn.Outcome(
                await prepared.Executor!.Enter(scope.ServiceProvider, prepared.Parameters!, prepared.Context!, attempt.Token)
                ?? throw new InvalidOperationException($"The executor '{prepared.Executor.Name}' returned null; it must return an AttemptOutcome."));
        }
        catch (OperationCanceledException) when (attempt.StopReason is { } reason)
        {
            // Our token was cancelled: a time-out of the executor's own, which cancels another one, stays an exception of the executor's.
            return new AttemptReturn.Stopped(reason);
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

    private void Tell(ClaimedRun run, AttemptEnding ending, AttemptReturn came, TimeSpan took, SecretMask mask)
    {
        var (routine, date, id) = (run.Routine.Value, run.OrderDate.ToIso(), run.Lease.Run.Value);
        var problem = mask.Apply(ending.Message) ?? "";
        switch (ending.End)
        {
            case Journal.AttemptEnd.Succeeded:
                log.AttemptSucceeded(routine, date, id, run.Number, (long)took.TotalMilliseconds);
                break;
            case Journal.AttemptEnd.NotAvailable:
                log.AttemptNotAvailable(routine, date, id, run.Number, problem);
                break;
            case Journal.AttemptEnd.Stopped or Journal.AttemptEnd.HandedBack:
                log.AttemptStopped(routine, date, id, run.Number, problem);
                break;
            case Journal.AttemptEnd.Abandoned:
                log.AttemptAbandoned(routine, date, id, run.Number, problem);
                break;
            default:
                var trouble = mask == SecretMask.None ? (came as AttemptReturn.Threw)?.Trouble : null;   // an exception's text cannot be masked
                log.AttemptFailed(trouble, routine, date, id, run.Number, ending.End.ToString(), problem);
                break;
        }
    }

    private string FolderFor(ClaimedRun run)
    {
        var folder = Path.Combine(settings.ArtifactRoot, run.Routine.Value, NodaTime.Text.LocalDatePattern.Iso.Format(run.OrderDate));
        Directory.CreateDirectory(folder);
        return folder;
    }

    private async ValueTask<string?> SecretAsync(string name, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISecretResolver>().ResolveAsync(name, cancel);
    }

    private static IReadOnlyList<RunId> SeenResults(IReadOnlyList<PredecessorResult> results) => [.. results.Where(result => result.Result is not null).Select(result => result.Run)];

    /// <param name="Problem">Null where the executor may be entered.</param>
    private sealed record Prepared(
        Routine Routine, SecretMask Mask, string? MaskedParameters, IReadOnlyList<RunId> ResultsFrom,
        ExecutorEntry? Executor = null, object? Parameters = null, RunContext? Context = null, AttemptReturn? Problem = null);
}
