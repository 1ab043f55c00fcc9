using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.Conformance.Builders;

internal static class AnAttempt
{
    public static AttemptToEnd ThatSucceeded(ClaimedRun run, string? result = null, params IReadOnlyList<LogEntry> lines) =>
        By(run, new RunChange.FinishOk(run.Lease.Token), new AttemptNotes { Result = result }, lines);

    /// <summary>Not retried.</summary>
    public static AttemptToEnd ThatFailed(ClaimedRun run, string message = "it broke") =>
        By(run, new RunChange.FinishPermanent(run.Lease.Token, EndCause.Permanent), new AttemptNotes { Message = message });

    public static AttemptToEnd ToBeRetried(ClaimedRun run, Duration after, int maxTries = 3) =>
        By(run, new RunChange.FinishTransient(run.Lease.Token, maxTries, after));

    public static AttemptToEnd HandedBack(ClaimedRun run) => By(run, new RunChange.HandBack(run.Lease.Token));

    public static AttemptToEnd By(ClaimedRun run, RunChange change, AttemptNotes? notes = null, params IReadOnlyList<LogEntry> lines) =>
        new(run.Lease, run.Number, change, notes ?? AttemptNotes.None, lines);
}
