using System.Diagnostics.CodeAnalysis;
using System.Text;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Execution;

/// <summary>What is to be written of an attempt.</summary>
/// <param name="Message">Null where there is nothing to say.</param>
internal sealed record AttemptEnding(
    RunChange Change, AttemptEnd End, string? Message, string? Details, string? Result, IReadOnlyList<Artifact> Artifacts)
{
    /// <summary>Of a result, as UTF-8.</summary>
    public const int MaxResultBytes = 64 * 1024;

    /// <summary>Of a message or details, in characters; what is cut is said.</summary>
    public const int MaxText = 32 * 1024;

    /// <summary>Reads what came back under the routine's policies.</summary>
    /// <param name="random">0 to 1, for the jitter of the retry.</param>
    public static AttemptEnding Decide(AttemptReturn came, FencingToken token, Routine routine, int triesBefore, double random)
    {
        var retryAfter = routine.Retry.DelayAfter(triesBefore + 1, random);
        return came switch
        {
            AttemptReturn.Outcome { Met: AttemptOutcome.Success ok } => Succeeded(ok, token),
            AttemptReturn.Outcome { Met: AttemptOutcome.NotAvailable late } => Of(
                new RunChange.FinishNotAvailable(token, routine.PollEvery), AttemptEnd.NotAvailable, late.Message, null, late.Artifacts),
            AttemptReturn.Outcome { Met: AttemptOutcome.PermanentFailure bad } => Of(
                new RunChange.FinishPermanent(token, EndCause.Permanent), AttemptEnd.Permanent, bad.Message, bad.Details, bad.Artifacts),
            AttemptReturn.Outcome { Met: AttemptOutcome.TransientFailure bad } => Of(
                new RunChange.FinishTransient(token, routine.Retry.Tries, retryAfter), AttemptEnd.Transient, bad.Message, bad.Details, bad.Artifacts),
            AttemptReturn.Threw { Trouble: ParametersUnreadableException wrong } => Of(
                new RunChange.FinishPermanent(token, EndCause.ParametersUnreadable), AttemptEnd.Permanent, wrong.Message),
            AttemptReturn.Threw { Trouble: NoResultException wrong } => Of(
                new RunChange.FinishPermanent(token, EndCause.NoResult), AttemptEnd.Permanent, wrong.Message),
            AttemptReturn.Threw { Trouble: var trouble } => Of(
                new RunChange.FinishTransient(token, routine.Retry.Tries, retryAfter), AttemptEnd.Transient, ThrownText.Short(trouble),
                ThrownText.Whole(trouble)),
            AttemptReturn.Stopped { Reason: StopReason.TimedOut } stopped => Of(
                new RunChange.FinishTimedOut(token, routine.Retry.Tries, retryAfter), AttemptEnd.TimedOut,
                $"Timed out after {Text(routine.TimeOut)}.", stopped.Details),
            AttemptReturn.Stopped { Reason: StopReason.Cancelled } stopped => Of(
                new RunChange.FinishStopped(token), AttemptEnd.Stopped, "Cancelled by a person.", stopped.Details),
            AttemptReturn.Stopped stopped => Of(
                new RunChange.HandBack(token), AttemptEnd.HandedBack, $"Handed back: {stopped.Reason}.", stopped.Details),
            AttemptReturn.Abandoned abandoned => Of(
                new RunChange.FinishAbandoned(token, routine.RetryAbandoned, routine.Retry.Tries, retryAfter), AttemptEnd.Abandoned,
                $"Ignored its cancellation ({abandoned.Reason}) {Patience(abandoned.Reason, routine)}; it may still be writing."),
            AttemptReturn.NotEntered { Trouble: var trouble } => Of(
                new RunChange.HandBack(token), AttemptEnd.HandedBack, $"Handed back before the executor was entered: {ThrownText.Short(trouble)}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The executor has returned, and its answer throws: it would each time.</summary>
    public static AttemptEnding Unreadable(Exception trouble, FencingToken token) =>
        Broken(token, $"The result cannot be read: {ThrownText.Short(trouble)}", trouble);

    /// <summary>A fault of ours, whatever the executor did: executing the run again and again would meet it again.</summary>
    public static AttemptEnding NotCarriedThrough(Exception trouble, FencingToken token) =>
        Broken(token, $"The scheduler could not carry this attempt through: {ThrownText.Short(trouble)}", trouble);

    /// <summary>Cut to what the store takes; the cut is said. Secrets are masked before: half of one would not be found.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int most = MaxText)
    {
        if (text is null || text.Length <= most)
        {
            return text;
        }

        var kept = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return $"{text[..kept]}\n… cut: {text.Length - kept} more characters";
    }

    private static AttemptEnding Succeeded(AttemptOutcome.Success ok, FencingToken token)
    {
        var result = ok.Result?.GetRawText();
        var size = result is null ? 0 : Encoding.UTF8.GetByteCount(result);
        return size > MaxResultBytes
            ? Of(
                new RunChange.FinishPermanent(token, EndCause.Permanent), AttemptEnd.Permanent,
                $"The result has {size} bytes; at most {MaxResultBytes} are stored. Return an artifact, and its name in the result.",
                null, ok.Artifacts)
            : new AttemptEnding(new RunChange.FinishOk(token), AttemptEnd.Succeeded, null, null, result, ok.Artifacts);
    }

    private static AttemptEnding Broken(FencingToken token, string message, Exception trouble) =>
        Of(new RunChange.FinishPermanent(token, EndCause.Permanent), AttemptEnd.Permanent, message, ThrownText.Whole(trouble));

    private static AttemptEnding Of(
        RunChange change, AttemptEnd end, string message, string? details = null, IReadOnlyList<Artifact>? artifacts = null) =>
        new(change, end, message, details, null, artifacts ?? []);

    private static string Patience(StopReason reason, Routine routine) => reason is StopReason.NodeStopping or StopReason.LeaseLost
        ? $"past its time-out and for {Text(routine.GraceFor)} more"
        : $"for {Text(routine.GraceFor)}";

    private static string Text(Duration duration) => PeriodPattern.NormalizingIso.Format(Period.FromNanoseconds(duration.ToInt64Nanoseconds()));
}
