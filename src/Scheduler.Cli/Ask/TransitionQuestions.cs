using System.Diagnostics;
using System.Text.Json;
using NodaTime;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Ask;

/// <summary>Asks the state machine itself. <see cref="RunTransition.Decide"/> says which facts the six booleans stand for.</summary>
internal static class TransitionQuestions
{
    private const int Most = 1_000_000;

    private static readonly Instant Now = Instant.FromUtc(2026, 1, 2, 12, 0);
    private static readonly Instant Later = Now + Duration.FromDays(1);
    private static readonly Duration Delay = Duration.FromMinutes(5);
    private static readonly FencingToken Current = new(2);
    private static readonly FencingToken Former = new(1);

    private static readonly Dictionary<string, Func<Question, FencingToken, RunChange>> Events = new()
    {
        ["Claim"] = (_, token) => new RunChange.Claim(token),
        ["FinishOk"] = (_, token) => new RunChange.FinishOk(token),
        ["FinishTransient"] = (asked, token) => new RunChange.FinishTransient(token, Tries(asked), Delay),
        ["FinishTimedOut"] = (asked, token) => new RunChange.FinishTimedOut(token, Tries(asked), Delay),
        ["FinishNotAvailable"] = (_, token) => new RunChange.FinishNotAvailable(token, Delay),
        ["FinishPermanent"] = (_, token) => new RunChange.FinishPermanent(token, EndCause.Permanent),
        ["FinishStopped"] = (_, token) => new RunChange.FinishStopped(token),
        ["FinishAbandoned"] = (asked, token) => new RunChange.FinishAbandoned(token, MayRetry: false, Tries(asked), Delay),
        ["HandBack"] = (_, token) => new RunChange.HandBack(token),
        ["Lapse"] = (asked, _) => new RunChange.Lapse(asked.Number("maxLost", 0, Most, byDefault: 3)),
        ["Hold"] = (_, _) => new RunChange.Hold(),
        ["Release"] = (_, _) => new RunChange.Release(),
        ["Cancel"] = (_, _) => new RunChange.Cancel(),
        ["Skip"] = (_, _) => new RunChange.Skip(),
        ["Accept"] = (_, _) => new RunChange.Accept(),
        ["StartNow"] = (_, _) => new RunChange.StartNow(),
        ["Reprioritise"] = (_, _) => new RunChange.Reprioritise(1),
        ["Expire"] = (_, _) => new RunChange.Expire([]),
        ["Overlap"] = (_, _) => new RunChange.Overlap(),
        ["NotNeeded"] = (_, _) => new RunChange.NotNeeded(),
        ["ReloadGone"] = (_, _) => new RunChange.ReloadGone(),
        ["ReloadMoved"] = (_, _) => new RunChange.ReloadMoved(Later, Later, Later, Later),
        ["Rerun"] = (_, _) => new RunChange.Rerun(),
    };

    public static QuestionKind Transition { get; } = new(
        "transition",
        [
            "state", "event", "tries", "of", "lost", "maxLost", "holdRequested", "cancelRequested", "heldFrom", "withinRetryUntil", "withinPollUntil",
            "tokenIsCurrent",
        ],
        AnswerTransition);

    private static void AnswerTransition(Question question, Utf8JsonWriter answer)
    {
        var change = Event(question);
        var run = Facts(question, change);
        // Asked whatever the event, so that a wrong value is never overlooked.
        _ = (Tries(question), question.Number("maxLost", 0, Most, byDefault: 3));
        question.ThrowIfWrong();
        Write(run, RunTransition.Decide(run, change!, Now), answer);
    }

    private static RunChange? Event(Question question)
    {
        _ = question.Required("event");
        if (question.Text("event") is not { } name)
        {
            return null;
        }

        if (Events.TryGetValue(name, out var change))
        {
            return change(question, Current);
        }

        var meant = Calendars.NearestName.Question(name, Events.Keys);
        question.Wrong("event", $"there is no event {Cron.Quotation.Of(name)}.{meant} Known: {string.Join(", ", Events.Keys)}");
        return null;
    }

    private static RunFacts Facts(Question question, RunChange? change)
    {
        _ = question.Required("state");
        var state = question.Named<RunState>("state") ?? RunState.Pending;
        return new RunFacts
        {
            State = state,
            HeldFrom = HeldFrom(question),
            HoldRequested = question.Flag("holdRequested"),
            CancelRequested = question.Flag("cancelRequested"),
            Tries = question.Number("tries", 0, Most, byDefault: 1) - 1,
            Lost = question.Number("lost", 0, Most, byDefault: 0),
            DueAt = Now - Duration.FromMinutes(1),
            StartUntil = change is RunChange.Expire ? Now : Later,
            RetryUntil = question.Flag("withinRetryUntil", byDefault: true) ? Later : Now,
            PollUntil = question.Flag("withinPollUntil", byDefault: true) ? Later : Now,
            Token = question.Flag("tokenIsCurrent", byDefault: true) && state == RunState.Running ? Current : Former,
        };
    }

    private static RunState HeldFrom(Question question) =>
        question.Choice("heldFrom", ("Pending", RunState.Pending), ("Recovering", RunState.Recovering));

    private static int Tries(Question question) => question.Number("of", 1, Most, byDefault: 3);

    private static void Write(RunFacts before, RunTransition transition, Utf8JsonWriter answer)
    {
        switch (transition)
        {
            case RunTransition.Changed changed:
                Write(before, changed.Run, answer);
                break;
            case RunTransition.Unchanged:
                answer.WriteBoolean("unchanged", true);
                break;
            case RunTransition.Stale:
                answer.WriteBoolean("stale", true);
                break;
            case RunTransition.Refused refused:
                answer.WriteString("refused", refused.Code);
                break;
            case RunTransition.NewRun:
                answer.WriteString("state", before.State.ToString());
                answer.WriteBoolean("newRun", true);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Write(RunFacts before, RunFacts after, Utf8JsonWriter answer)
    {
        answer.WriteString("state", after.State.ToString());
        if (after is { State: RunState.Failed or RunState.Skipped, Cause: { } cause })
        {
            answer.WriteString("cause", cause.Name);
        }

        var isRunning = after.State == RunState.Running;
        WriteIf(isRunning && after.HoldRequested != before.HoldRequested, "holdRequested", after.HoldRequested, answer);
        WriteIf(isRunning && after.CancelRequested != before.CancelRequested, "cancelRequested", after.CancelRequested, answer);
        WriteIf(after.NotInPlan && !before.NotInPlan, "notInPlan", after.NotInPlan, answer);
    }

    private static void WriteIf(bool differs, string name, bool value, Utf8JsonWriter answer)
    {
        if (differs)
        {
            answer.WriteBoolean(name, value);
        }
    }
}
