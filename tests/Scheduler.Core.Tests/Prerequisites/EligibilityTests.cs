using NodaTime;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Prerequisites;

public sealed class EligibilityTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 12, 0);
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public void A_run_that_may_start_has_no_reasons() => Assert.Empty(Explain(AWaitingRun()));

    [Fact]
    public void Everything_that_keeps_a_run_from_starting_is_listed()
    {
        var run = AWaitingRun() with
        {
            Facts = ARun() with { State = RunState.Held, DueAt = Now + Hour, StartUntil = Now },
            HeldBy = "maria",
            Pause = new Pause("joão", Now + Hour),
            IsCatchingUp = true,
            Edges = [AnEdge(RunState.Failed), AnEdge() with { Predecessor = "other", IfNotPlanned = IfNotPlanned.Wait }],
            MaxConcurrent = 2,
            Running = 2,
            HasExecutor = false,
        };

        Assert.Equal(
            [
                "Held(maria)",
                "Paused(joão, 2026-11-20T13:00:00Z)",
                "CatchingUp",
                "NotDue(2026-11-20T13:00:00Z)",
                "WindowClosed(2026-11-20T12:00:00Z)",
                "Predecessor(download, 2026-11-20, Failed)",
                "WaitsFor(other, 2026-11-20)",
                "ConcurrencyFull(load, 2)",
                "NoExecutor(load-prices)",
            ],
            Explain(run));
    }

    [Theory]
    [InlineData(RunState.Running)]
    [InlineData(RunState.Succeeded)]
    [InlineData(RunState.Superseded)]
    public void A_run_that_is_running_or_has_ended_waits_for_nothing(RunState state) =>
        Assert.Empty(Explain(AWaitingRun() with { Facts = ARun() with { State = state, DueAt = Now + Hour }, HasExecutor = false }));

    [Fact]
    public void A_run_is_due_at_its_instant_and_expired_at_its_bound()
    {
        Assert.Empty(Explain(AWaitingRun() with { Facts = ARun() with { DueAt = Now } }));
        Assert.Equal(["WindowClosed(2026-11-20T12:00:00Z)"], Explain(AWaitingRun() with { Facts = ARun() with { StartUntil = Now } }));
    }

    [Fact]
    public void Between_polls_no_window_closes() =>
        Assert.Empty(Explain(AWaitingRun() with { Facts = ARun() with { State = RunState.Recovering, IsPolling = true, RetryUntil = Now } }));

    [Fact]
    public void A_pause_without_an_end_lasts_and_one_whose_end_has_come_is_over()
    {
        Assert.Equal(["Paused(joão)"], Explain(AWaitingRun() with { Pause = new Pause("joão", null) }));
        Assert.Empty(Explain(AWaitingRun() with { Pause = new Pause("joão", Now) }));
    }

    [Fact]
    public void A_routine_without_a_limit_is_never_full() => Assert.Empty(Explain(AWaitingRun() with { MaxConcurrent = null, Running = 1_000 }));

    [Fact]
    public void What_a_start_by_hand_bypasses_is_not_waited_for()
    {
        var run = AWaitingRun() with { Edges = [AnEdge(RunState.Failed)], Running = 1 };

        Assert.Equal(["Predecessor(download, 2026-11-20, Failed)", "ConcurrencyFull(load, 1)"], Explain(run));
        Assert.Equal(["ConcurrencyFull(load, 1)"], Explain(run with { Bypass = Bypass.Edges }));
        Assert.Empty(Explain(run with { Bypass = Bypass.Edges | Bypass.Concurrency }));
    }

    private static WaitingRun AWaitingRun() =>
        new() { Facts = ARun(), Routine = "load", Executor = "load-prices", MaxConcurrent = 1, Edges = [AnEdge(RunState.Succeeded)] };

    private static RunFacts ARun() =>
        new() { State = RunState.Pending, DueAt = Now - Hour, StartUntil = Now + Hour, RetryUntil = Now + Hour, PollUntil = Now + Hour };

    private static Edge AnEdge(params RunState[] members) => new(
        "download", new LocalDate(2026, 11, 20), EdgeRequirement.Success, IfNotPlanned.Ignore,
        [.. members.Select((state, i) => new EdgeMember(new RunId(i), state))]);

    private static IEnumerable<string> Explain(WaitingRun run) => Eligibility.Explain(run, Now).Select(reason => reason.ToString());
}
