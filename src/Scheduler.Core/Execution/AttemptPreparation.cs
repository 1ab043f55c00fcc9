using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Loading;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>What an attempt is entered with, or why it is not entered.</summary>
/// <param name="Problem">Null where the executor may be entered.</param>
internal sealed record PreparedAttempt(
    Routine Routine, SecretMask Mask, string? MaskedParameters, IReadOnlyList<RunId> ResultsFrom,
    ExecutorEntry? Executor = null, object? Parameters = null, RunContext? Context = null, AttemptReturn? Problem = null);

/// <summary>
/// Reads what a claimed run is pinned to, resolves its parameters and makes its context. Never throws: what goes wrong is the answer. The
/// routine's time-out begins here, once it is known, and covers the executor too. What is asked here writes nothing: once the attempt is
/// stopped nobody waits for it any more.
/// </summary>
/// <param name="log">What executors are given as theirs.</param>
internal sealed class AttemptPreparation(
    IServiceScopeFactory scopes, ExecutorCatalog executors, PinnedRoutines pinned, IRunQueries queries, DefinitionBook definitions,
    string artifactRoot, Wait wait, ILogger log)
{
    private static readonly Routine Unknown = new() { Key = "unknown", Executor = "unknown" };

    /// <summary>Storage trouble, which uses up no try.</summary>
    private static AttemptReturn.NotEntered Unanswered => new(new TimeoutException("The store did not answer within the time-out."));

    public async Task<PreparedAttempt> PrepareAsync(InFlight attempt)
    {
        try
        {
            attempt.StopAfter(Unknown.TimeOut, wait);   // the default: its own stands in what is being read
            var stored = await Task.Run(() => ReadAsync(attempt)).WaitAsync(attempt.Token);   // also a store that blocks its caller must time out
            attempt.StopAfter(stored.Routine.TimeOut, wait);
            return await ResolveAsync(attempt, stored);
        }
        catch (OperationCanceledException) when (attempt.StopReason is { } reason)
        {
            return NotEntered(Unknown, reason == StopReason.TimedOut ? Unanswered : new AttemptReturn.Stopped(reason));
        }
        catch (ParametersUnreadableException wrong)
        {
            return NotEntered(Unknown, new AttemptReturn.Threw(wrong));
        }
        catch (Exception trouble)
        {
            return NotEntered(Unknown, new AttemptReturn.NotEntered(trouble));
        }
    }

    /// <summary>Trouble here is the store's, and not charged to the run.</summary>
    private async Task<Stored> ReadAsync(InFlight attempt)
    {
        var run = attempt.Run;
        var routine = await pinned.FindAsync(run.Version, attempt.Token);
        var results = run.HasEdges ? await queries.ResultsForAsync(run.Lease.Run, attempt.Token) : [];
        var dates = await definitions.CalendarsAsync(run.CalendarsAsOf, attempt.Token);
        RequireReadable(routine, dates);
        return executors.TryFind(run.Executor, out var entry)
            ? new Stored(routine, results, dates, entry)
            : throw new InvalidOperationException($"This node has no executor '{run.Executor}' and should not have claimed run {run.Lease.Run}.");
    }

    /// <summary>A node of a newer release, which stored them, can read them: the run is left to it.</summary>
    private static void RequireReadable(Routine routine, PinnedCalendars dates)
    {
        if (routine.Calendar is null && !dates.SettingsAreStored)
        {
            throw new InvalidOperationException("The planner's settings, which name the calendar, cannot be read by this release of the scheduler.");
        }

        var asked = Templates.CalendarsIn(routine.Parameters).Prepend(routine.Calendar ?? dates.Settings.DefaultCalendar);
        if (dates.Unreadable.Intersect(asked).FirstOrDefault() is { } calendar)
        {
            throw new InvalidOperationException($"The calendar \"{calendar}\" cannot be read by this release of the scheduler.");
        }
    }

    /// <summary>Trouble here is the definition's or the host's: it is the attempt's end.</summary>
    private async Task<PreparedAttempt> ResolveAsync(InFlight attempt, Stored stored)
    {
        var (routine, results, dates, entry) = stored;
        ResolvedParameters? resolved = null;
        try
        {
            var calendar = dates.Calendars.Get(routine.Calendar ?? dates.Settings.DefaultCalendar);
            resolved = await Templates.ResolveAsync(
                routine.Parameters, FactsOf(attempt.Run, calendar, stored), attempt.Token).WaitAsync(attempt.Token);
            var folder = new Lazy<string>(() => FolderFor(attempt.Run));
            var context = new RunContext(attempt, calendar, dates.Calendars, results, folder, resolved.Mask, log);
            return new PreparedAttempt(routine, resolved.Mask, resolved.Masked, SeenResults(results), entry, entry.Read(resolved.Json), context);
        }
        catch (OperationCanceledException) when (attempt.StopReason is { } reason)
        {
            return NotEntered(routine, new AttemptReturn.Stopped(reason));
        }
        catch (Exception trouble)
        {
            return NotEntered(routine, new AttemptReturn.Threw(trouble)) with
            {
                Mask = resolved?.Mask ?? SecretMask.None, MaskedParameters = resolved?.Masked, ResultsFrom = SeenResults(results),
            };
        }
    }

    private TemplateFacts FactsOf(ClaimedRun run, Calendars.BusinessCalendar calendar, Stored stored) => new(
        run.Routine, run.Lease.Run, run.OrderDate, run.BaseDate, calendar, stored.Dates.Calendars, stored.Results, SecretAsync);

    /// <summary>Not on the attempt's own thread: also a resolver that blocks must time out.</summary>
    private ValueTask<string?> SecretAsync(string name, CancellationToken cancel) => new(Task.Run(() => AskForSecretAsync(name, cancel), cancel));

    private async Task<string?> AskForSecretAsync(string name, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISecretResolver>().ResolveAsync(name, cancel);
    }

    private string FolderFor(ClaimedRun run)
    {
        var folder = Path.Combine(artifactRoot, run.Routine.Value, NodaTime.Text.LocalDatePattern.Iso.Format(run.OrderDate));
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static IReadOnlyList<RunId> SeenResults(IReadOnlyList<PredecessorResult> results) =>
        [.. results.Where(result => result.Result is not null).Select(result => result.Run)];

    private static PreparedAttempt NotEntered(Routine routine, AttemptReturn problem) => new(routine, SecretMask.None, null, [], Problem: problem);

    private sealed record Stored(Routine Routine, IReadOnlyList<PredecessorResult> Results, PinnedCalendars Dates, ExecutorEntry Executor);
}
