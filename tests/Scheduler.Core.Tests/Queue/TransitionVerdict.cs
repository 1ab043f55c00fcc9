using NodaTime;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Core.Tests.Queue;

/// <summary>What a cell's words mean for a whole run.</summary>
internal static class TransitionVerdict
{
    /// <summary>An attempt counts as a try, except polls, losses and hand-backs.</summary>
    private static readonly string[] Tries =
    [
        nameof(RunChange.FinishOk), nameof(RunChange.FinishTransient), nameof(RunChange.FinishTimedOut), nameof(RunChange.FinishPermanent),
        nameof(RunChange.FinishAbandoned),
    ];

    public static bool IsNot(RunTransition actual, TransitionCase it, string verdict) => !(verdict switch
    {
        "S" => actual is RunTransition.Stale,
        "=" or "–" => actual is RunTransition.Unchanged,
        "new run" => actual is RunTransition.NewRun,
        ['✗', .. var code] => actual is RunTransition.Refused refused && refused.Code == code && refused.Reason.Length > code.Length,
        _ => actual is RunTransition.Changed { Run: var after } && after == Expected(it, verdict.Split(", "), after),
    });

    private static RunFacts Expected(TransitionCase it, string[] words, RunFacts actual)
    {
        var run = words.Skip(1).Aggregate(Become(Count(it.Run, it.Change), words[0]), (facts, word) => Apply(facts, word, actual));
        run = run.State == RunState.Running ? run : run with { Token = null, HoldRequested = false, CancelRequested = false };
        return run.State.HasEnded() ? run with { IsPolling = false } : run;
    }

    private static RunFacts Count(RunFacts run, RunChange change) => change switch
    {
        RunChange.Lapse => run with { Lost = run.Lost + 1 },
        _ when Tries.Contains(change.GetType().Name) => run with { Tries = run.Tries + 1 },
        _ => run,
    };

    private static RunFacts Become(RunFacts run, string word)
    {
        if (word.StartsWith("Held from ", StringComparison.Ordinal))
        {
            return run with { State = RunState.Held, HeldFrom = Enum.Parse<RunState>(word["Held from ".Length..]) };
        }

        var open = word.IndexOf('(', StringComparison.Ordinal);
        return open < 0
            ? run with { State = Enum.Parse<RunState>(word) }
            : run with { State = Enum.Parse<RunState>(word[..open]), Cause = CauseOf(word[(open + 1)..^1]) };
    }

    private static EndCause CauseOf(string text) => EndCause.Parse(text.Replace(" · ", "; ", StringComparison.Ordinal));

    private static RunFacts Apply(RunFacts run, string word, RunFacts actual) => word switch
    {
        "leased" => run with { Token = TransitionCases.Current },
        "due now" => run with { DueAt = TransitionCases.Now },
        "due after the delay" => run with { DueAt = TransitionCases.Now + TransitionCases.Delay },
        "due at the next poll" => run with { DueAt = Instant.Min(TransitionCases.Now + TransitionCases.Delay, run.PollUntil) },
        "poll" => run with { IsPolling = true },
        "no poll" => run with { IsPolling = false },
        "hold requested" => run with { HoldRequested = true },
        "hold not requested" => run with { HoldRequested = false },
        "cancel requested" => run with { CancelRequested = true },
        "first" => run with { Priority = 0 },
        "not in plan" => run with { NotInPlan = true },
        "in plan" => run with { NotInPlan = false },
        "not ended" => run with { Cause = null },
        "moved" => run with
        {
            DueAt = TransitionCases.Elsewhere.DueAt,
            StartUntil = TransitionCases.Elsewhere.StartUntil,
            RetryUntil = TransitionCases.Elsewhere.RetryUntil,
            PollUntil = TransitionCases.Elsewhere.PollUntil,
            NotInPlan = false,
        },
        // How far its bounds move is told in RunTransitionBoundsTests; here it is enough that it does not expire at once.
        "kept" when actual.ExpiresAt > TransitionCases.Now =>
            run with { StartUntil = actual.StartUntil, RetryUntil = actual.RetryUntil, PollUntil = actual.PollUntil },
        "kept" => run,
        _ => throw new ArgumentException($"The table says '{word}', which has no meaning here.", nameof(word)),
    };
}
