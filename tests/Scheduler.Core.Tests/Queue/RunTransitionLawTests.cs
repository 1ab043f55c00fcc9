using NodaTime;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Core.Tests.Queue;

public sealed class RunTransitionLawTests
{
    private static readonly RunFacts[] Runs = [.. TransitionCases.Runs().Select(run => run.Facts)];
    private static readonly RunChange[] Changes = [.. TransitionTable.Changes.SelectMany(TransitionCases.Forms).Select(form => form.Change)];

    private static IEnumerable<(RunFacts Run, RunChange Change)> Everything => from run in Runs from change in Changes select (run, change);

    [Fact]
    public void A_run_that_has_ended_changes_only_by_accept_and_by_a_reload_that_plans_it_again()
    {
        var changes = Everything
            .Where(it => it.Run.State.HasEnded() && Decide(it) is RunTransition.Changed)
            .Select(it => (it.Run.State, it.Change.GetType().Name))
            .Distinct();

        Assert.Equal(
            [
                (RunState.Failed, nameof(RunChange.Accept)),
                (RunState.Missed, nameof(RunChange.Accept)),
                (RunState.Cancelled, nameof(RunChange.Accept)),
                (RunState.Superseded, nameof(RunChange.ReloadMoved)),
            ],
            changes.Order());
    }

    [Fact]
    public void A_run_that_is_not_running_has_no_token_and_no_requests() =>
        Assert.DoesNotContain(After(), run => run.State != RunState.Running && (run.Token is not null || run.HoldRequested || run.CancelRequested));

    [Fact]
    public void A_run_that_is_running_has_a_token() =>
        Assert.DoesNotContain(After(), run => run.State == RunState.Running && run.Token is null);

    [Fact]
    public void A_run_that_failed_says_why() =>
        Assert.DoesNotContain(
            Everything.Where(it => it.Run.State is not (RunState.Failed or RunState.Missed)).Select(Decide).OfType<RunTransition.Changed>(),
            it => it.Run is { State: RunState.Failed or RunState.Missed, Cause: null });

    [Fact]
    public void Only_an_attempts_end_under_the_current_token_or_a_lapse_leaves_running()
    {
        var ways = Everything
            .Where(it => it.Run.State == RunState.Running && Decide(it) is RunTransition.Changed { Run.State: not RunState.Running })
            .ToList();

        Assert.DoesNotContain(ways, it => it.Change is not RunChange.Lapse && !IsUnderTheCurrentToken(it.Change));
        Assert.Equal(9, ways.Select(it => it.Change.GetType()).Distinct().Count());
    }

    [Fact]
    public void What_a_person_does_twice_changes_nothing_the_second_time() =>
        Assert.DoesNotContain(
            Everything.Where(it => it.Change is RunChange.Hold or RunChange.Release or RunChange.Cancel or RunChange.Skip or RunChange.Accept),
            it => Decide(it) is RunTransition.Changed { Run: var after } && Decide((after, it.Change)) is RunTransition.Changed);

    [Fact]
    public void Facts_that_cannot_be_and_bounds_at_the_end_of_time_are_answered_too()
    {
        Instant[] ends = [Instant.MinValue, TransitionCases.Now, Instant.MaxValue];
        Duration[] delays = [Duration.MinValue, Duration.Zero, Duration.MaxValue];
        var runs =
            from state in Enum.GetValues<RunState>().Append((RunState)42)
            from heldFrom in Enum.GetValues<RunState>()
            from bound in ends
            from due in ends
            from flag in new[] { false, true }
            select new RunFacts
            {
                State = state, HeldFrom = heldFrom, HoldRequested = flag, IsPolling = flag, NotInPlan = flag,
                Token = flag ? TransitionCases.Current : null, DueAt = due, StartUntil = bound, RetryUntil = bound, PollUntil = bound,
            };
        var changes = Changes
            .Concat(delays.SelectMany(delay => new RunChange[]
            {
                new RunChange.FinishTransient(TransitionCases.Current, 9, delay),
                new RunChange.FinishNotAvailable(TransitionCases.Current, delay),
            }))
            .Append(new RunChange.StartNow(Bypass.Window))
            .ToList();

        Assert.DoesNotContain(null, from run in runs from change in changes from now in ends select RunTransition.Decide(run, change, now));
    }

    private static RunTransition Decide((RunFacts Run, RunChange Change) it) => RunTransition.Decide(it.Run, it.Change, TransitionCases.Now);

    private static IEnumerable<RunFacts> After() => Everything.Select(Decide).OfType<RunTransition.Changed>().Select(it => it.Run);

    private static bool IsUnderTheCurrentToken(RunChange change) => change switch
    {
        RunChange.Finish finish => finish.Token == TransitionCases.Current,
        RunChange.HandBack handBack => handBack.Token == TransitionCases.Current,
        _ => false,
    };
}
