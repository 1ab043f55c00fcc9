using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Queue;

/// <summary>What a claim does with a due run, and which runs it looks at.</summary>
public sealed class ClaimChoiceTests
{
    [Theory]
    [InlineData(null, 1_000, OverlapPolicy.Skip, Bypass.None, RunState.Pending, "Take")]
    [InlineData(2, 1, OverlapPolicy.Queue, Bypass.None, RunState.Pending, "Take")]
    [InlineData(2, 2, OverlapPolicy.Queue, Bypass.None, RunState.Pending, "PassOver")]
    [InlineData(2, 2, OverlapPolicy.Skip, Bypass.None, RunState.Pending, "SkipForOverlap")]
    [InlineData(2, 2, OverlapPolicy.Skip, Bypass.None, RunState.Recovering, "PassOver")]
    [InlineData(2, 5, OverlapPolicy.Skip, Bypass.Concurrency, RunState.Pending, "Take")]
    [InlineData(2, 2, OverlapPolicy.Queue, Bypass.Edges, RunState.Pending, "PassOver")]
    public void A_full_routine_is_passed_over_or_skipped_unless_it_has_no_limit_or_a_person_said_so(
        int? maxConcurrent, int running, OverlapPolicy overlap, Bypass bypass, RunState state, string choice) =>
        Assert.Equal(choice, ClaimChoices.Decide(state, maxConcurrent, overlap, bypass, running, skipped: 0).ToString());

    [Theory]
    [InlineData(ClaimChoices.MostOverlaps - 1, "SkipForOverlap")]
    [InlineData(ClaimChoices.MostOverlaps, "PassOver")]
    public void One_claim_skips_so_many_and_passes_over_the_rest(int skipped, string choice) =>
        Assert.Equal(choice, ClaimChoices.Decide(RunState.Pending, 1, OverlapPolicy.Skip, Bypass.None, running: 1, skipped).ToString());

    [Theory]
    [InlineData(RunState.Pending, 0, Bypass.None, true)]
    [InlineData(RunState.Pending, 1, Bypass.None, false)]
    [InlineData(RunState.Pending, 1, Bypass.Edges, true)]
    [InlineData(RunState.Recovering, 1, Bypass.None, true)]
    [InlineData(RunState.Held, 0, Bypass.None, false)]
    [InlineData(RunState.Running, 0, Bypass.None, false)]
    [InlineData(RunState.Failed, 0, Bypass.None, false)]
    public void Edges_keep_a_run_from_its_first_attempt_only(RunState state, int unmet, Bypass bypass, bool isClaimable) =>
        Assert.Equal(isClaimable, ClaimChoices.IsClaimable(Facts(state), unmet, bypass));

    private static RunFacts Facts(RunState state) => new()
    {
        State = state, DueAt = Instant.MinValue, StartUntil = Instant.MaxValue, RetryUntil = Instant.MaxValue, PollUntil = Instant.MaxValue,
    };
}
