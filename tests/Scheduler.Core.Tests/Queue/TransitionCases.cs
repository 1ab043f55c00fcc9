using NodaTime;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Core.Tests.Queue;

/// <summary>A run, a change, and the conditions of the table that hold of them: known from how they were made, not asked of the run.</summary>
internal sealed record TransitionCase(RunFacts Run, RunChange Change, IReadOnlySet<string> Conditions);

/// <summary>Every run that can be, against every form of a change.</summary>
internal static class TransitionCases
{
    public const int MaxTries = 3;
    public const int MaxLost = 2;
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 12, 0);
    public static readonly Duration Delay = Duration.FromMinutes(5);
    public static readonly FencingToken Current = new(11);
    public static readonly FencingToken Other = new(10);
    public static readonly RunChange.ReloadMoved Elsewhere = new(
        DueAt: Now + Duration.FromHours(2), StartUntil: Now + Duration.FromHours(3), RetryUntil: Now + Duration.FromHours(5),
        PollUntil: Now + Duration.FromHours(4));

    private static readonly bool[] NoOrYes = [false, true];
    private static readonly bool[] No = [false];

    public static IEnumerable<TransitionCase> Of(string change) =>
        from run in Runs()
        from form in Forms(change)
        select new TransitionCase(run.Facts, form.Change, (IReadOnlySet<string>)run.Conditions.Concat(form.Conditions).ToHashSet());

    public static IEnumerable<(RunFacts Facts, IEnumerable<string> Conditions)> Runs() =>
        Enum.GetValues<RunState>().SelectMany(Standing).SelectMany(Flagged).SelectMany(Bounded).SelectMany(Counted);

    private static IEnumerable<(RunFacts, IEnumerable<string>)> Standing(RunState state)
    {
        var blank = new RunFacts { State = state, DueAt = Now, StartUntil = Now, RetryUntil = Now, PollUntil = Now };
        var run = state == RunState.Running ? blank with { Token = Current } : blank;
        return state switch
        {
            RunState.Held => [(run, ["Held", "from Pending"]), (run with { HeldFrom = RunState.Recovering }, ["Held", "from Recovering"])],
            RunState.Failed => [(run with { Cause = EndCause.Permanent }, ["Failed"])],
            _ => [(run, [state.ToString()])],
        };
    }

    private static IEnumerable<(RunFacts, IEnumerable<string>)> Flagged((RunFacts Facts, IEnumerable<string> Conditions) run)
    {
        var canBeAsked = run.Facts.State == RunState.Running;
        var canPoll = canBeAsked || run.Facts.State == RunState.Recovering || run.Conditions.Contains("from Recovering");
        return
            from hold in canBeAsked ? NoOrYes : No
            from cancel in canBeAsked ? NoOrYes : No
            from poll in canPoll ? NoOrYes : No
            from notInPlan in NoOrYes
            select (
                run.Facts with { HoldRequested = hold, CancelRequested = cancel, IsPolling = poll, NotInPlan = notInPlan },
                run.Conditions.Concat(
                    Named((hold, "HoldRequested"), (cancel, "CancelRequested"), (poll, "between polls"), (notInPlan, "NotInPlan"))));
    }

    private static IEnumerable<(RunFacts, IEnumerable<string>)> Bounded((RunFacts Facts, IEnumerable<string> Conditions) run)
    {
        Instant[] justTooLateAndJustNot = [Now, Now + Duration.Epsilon];
        Instant[] overAndTooLateForARetryAndJustNot = [Now, Now + Delay, Now + Delay + Duration.Epsilon];
        Instant[] overAndSoonAndFar = [Now, Now + Duration.Epsilon, Now + Delay + Delay];
        Instant[] lateAndDueAndEarly = [Now - Duration.FromHours(1), Now, Now + Duration.FromHours(1)];
        var waitsForItsStart = run.Facts.State == RunState.Pending || run.Conditions.Contains("from Pending");
        var waitsForARetry = !run.Conditions.Contains("between polls")
            && (run.Facts.State == RunState.Recovering || run.Conditions.Contains("from Recovering"));
        return
            from startUntil in justTooLateAndJustNot
            from retryUntil in overAndTooLateForARetryAndJustNot
            from pollUntil in overAndSoonAndFar
            from dueAt in lateAndDueAndEarly
            let expired = (waitsForItsStart && startUntil == Now) || (waitsForARetry && retryUntil == Now)
            select (
                run.Facts with { StartUntil = startUntil, RetryUntil = retryUntil, PollUntil = pollUntil, DueAt = dueAt },
                run.Conditions.Concat(Named(
                    (expired, "expired"), (retryUntil > Now + Delay, "retry in time"), (pollUntil != Now, "poll left"),
                    (dueAt != lateAndDueAndEarly[2], "late"))));
    }

    private static IEnumerable<(RunFacts, IEnumerable<string>)> Counted((RunFacts Facts, IEnumerable<string> Conditions) run) =>
        from tries in new[] { 0, MaxTries - 2, MaxTries - 1 }
        from lost in new[] { MaxLost - 1, MaxLost }
        select (
            run.Facts with { Tries = tries, Lost = lost },
            run.Conditions.Concat(Named((tries < MaxTries - 1, "tries left"), (lost == MaxLost, "lost too often"))));

    public static IEnumerable<(RunChange Change, string[] Conditions)> Forms(string change) => change switch
    {
        nameof(RunChange.Claim) => [(new RunChange.Claim(Current), [])],
        nameof(RunChange.FinishOk) => Tokens(token => new RunChange.FinishOk(token)),
        nameof(RunChange.FinishTransient) => Tokens(token => new RunChange.FinishTransient(token, MaxTries, Delay)),
        nameof(RunChange.FinishTimedOut) => Tokens(token => new RunChange.FinishTimedOut(token, MaxTries, Delay)),
        nameof(RunChange.FinishNotAvailable) => Tokens(token => new RunChange.FinishNotAvailable(token, Delay)),
        nameof(RunChange.FinishPermanent) =>
        [
            .. Tokens(token => new RunChange.FinishPermanent(token, EndCause.Permanent)),
            .. Tokens(token => new RunChange.FinishPermanent(token, EndCause.NoResult), "cause NoResult"),
        ],
        nameof(RunChange.FinishStopped) => Tokens(token => new RunChange.FinishStopped(token)),
        nameof(RunChange.FinishAbandoned) =>
        [
            .. Tokens(token => new RunChange.FinishAbandoned(token, MayRetry: false, MaxTries, Delay), "may not retry"),
            .. Tokens(token => new RunChange.FinishAbandoned(token, MayRetry: true, MaxTries, Delay)),
        ],
        nameof(RunChange.HandBack) => Tokens(token => new RunChange.HandBack(token)),
        nameof(RunChange.Lapse) => [(new RunChange.Lapse(MaxLost), [])],
        nameof(RunChange.Hold) => [(new RunChange.Hold(), [])],
        nameof(RunChange.Release) => [(new RunChange.Release(), ["window not bypassed"]), (new RunChange.Release(BypassWindow: true), [])],
        nameof(RunChange.Cancel) => [(new RunChange.Cancel(), [])],
        nameof(RunChange.Skip) => [(new RunChange.Skip(), [])],
        nameof(RunChange.Accept) => [(new RunChange.Accept(), [])],
        nameof(RunChange.StartNow) => [(new RunChange.StartNow(), []), (new RunChange.StartNow(Bypass.Due | Bypass.Edges | Bypass.Concurrency), [])],
        nameof(RunChange.Reprioritise) => [(new RunChange.Reprioritise(0), [])],
        nameof(RunChange.Expire) => [(new RunChange.Expire(["why", "why else"]), [])],
        nameof(RunChange.Overlap) => [(new RunChange.Overlap(), [])],
        nameof(RunChange.NotNeeded) => [(new RunChange.NotNeeded(), [])],
        nameof(RunChange.CatchUp) => [(new RunChange.CatchUp(EndCause.CaughtUpBy(new RunId(9))), [])],
        nameof(RunChange.ReloadGone) => [(new RunChange.ReloadGone(), []), (new RunChange.ReloadGone(EndCause.Retired), ["retired"])],
        nameof(RunChange.ReloadMoved) => [(Elsewhere, [])],
        nameof(RunChange.Rerun) => [(new RunChange.Rerun(), [])],
        _ => throw new ArgumentException($"The table has a row '{change}' that no change is made for.", nameof(change)),
    };

    private static (RunChange, string[])[] Tokens(Func<FencingToken, RunChange> change, params string[] conditions) =>
        [(change(Current), conditions), (change(Other), [.. conditions, "stale"])];

    private static IEnumerable<string> Named(params (bool Holds, string Condition)[] conditions) =>
        conditions.Where(condition => condition.Holds).Select(condition => condition.Condition);
}
