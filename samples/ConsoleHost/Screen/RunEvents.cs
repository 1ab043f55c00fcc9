using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace ConsoleHost.Screen;

/// <summary>One thing that happened to a run.</summary>
/// <param name="Id">The same thing has the same id whenever it is read.</param>
/// <param name="Message">What the executor said of it; null where it said nothing.</param>
internal sealed record RunEvent(string Id, Instant At, string Name, string What, string? Message, Tone Tone);

/// <summary>Everything that happened to a run, read from its attempts and its history in the store.</summary>
internal static class RunEvents
{
    public static IEnumerable<RunEvent> Of(RunDetails details, Instant now) =>
        Waiting(details, now).Concat(details.Attempts.SelectMany(attempt => Attempt(details.Run, attempt)))
            .Concat(Current(details.Run))
            .Concat(details.History.Select(entry => Change(details.Run, entry)));

    private static IEnumerable<RunEvent> Waiting(RunDetails details, Instant now)
    {
        if (details.Run.State == RunState.Pending && details.Run.DueAt <= now && details.Unmet.Count > 0)
        {
            yield return new RunEvent(
                $"{details.Run.Id}/waits", now, details.Run.Name, "Pending, waits", string.Join("; ", details.Unmet), Tone.Faint);
        }
    }

    private static IEnumerable<RunEvent> Attempt(RunView run, AttemptRecord attempt)
    {
        yield return Started(run, attempt.Number, attempt.StartedAt);
        yield return new RunEvent(
            $"{run.Id}/end/{attempt.Number}", attempt.EndedAt, run.Name, $"Running → {attempt.To}",
            attempt.Message is null ? null : $"{attempt.End}: {attempt.Message}", ToneOf(attempt));
    }

    private static IEnumerable<RunEvent> Current(RunView run)
    {
        if (run is { State: RunState.Running, StartedAt: { } startedAt })
        {
            yield return Started(run, run.Attempts, startedAt);
        }
    }

    private static RunEvent Started(RunView run, int attempt, Instant at) => new(
        $"{run.Id}/start/{attempt}", at, run.Name, $"{(attempt == 1 ? RunState.Pending : RunState.Recovering)} → Running (attempt {attempt})", null,
        Tone.Plain);

    private static RunEvent Change(RunView run, RunHistoryEntry entry) => new(
        $"{run.Id}/change/{entry.At}/{entry.Change}", entry.At, run.Name, $"{entry.From} → {entry.To} ({entry.Change})",
        entry.Reason ?? entry.Details, Tone.Waiting);

    private static Tone ToneOf(AttemptRecord attempt) => attempt switch
    {
        { To: RunState.Succeeded } => Tone.Good,
        { End: AttemptEnd.NotAvailable, To: RunState.Recovering } => Tone.Waiting,
        _ => Tone.Bad,
    };
}
