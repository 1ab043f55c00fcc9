using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Queue;

/// <summary>What a reload does with one routine's runs and slots; written from semantics 5, "Reload matching".</summary>
public sealed class ReloadMatchTests
{
    private static readonly LocalDate Day = new(2026, 3, 2);
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 0, 0);

    [Fact]
    public void Nothing_is_done_where_slots_and_version_are_the_same() => Assert.Empty(Decide([ARun(1, 9), ARun(2, 10)], [9, 10]));

    [Fact]
    public void A_slot_that_no_run_has_is_added() => Assert.Equal(["add 10"], Decide([ARun(1, 9)], [9, 10]));

    [Fact]
    public void Left_over_runs_and_slots_pair_in_time_order() =>
        Assert.Equal(["move 1 to 8", "move 2 to 12"], Decide([ARun(2, 11), ARun(1, 9), ARun(3, 10)], [12, 10, 8]));

    [Fact]
    public void More_slots_than_runs_are_added_and_more_runs_than_slots_go()
    {
        Assert.Equal(["move 1 to 10", "add 11", "add 12"], Decide([ARun(1, 9)], [10, 11, 12]));
        Assert.Equal(["move 1 to 12", "gone 2", "gone 3"], Decide([ARun(1, 9), ARun(2, 10), ARun(3, 11)], [12]));
    }

    [Fact]
    public void A_run_keeps_its_own_slot_before_anything_is_paired() =>
        Assert.Equal(["move 1 to 11"], Decide([ARun(1, 9), ARun(2, 10)], [10, 11]));

    [Theory]
    [InlineData(RunState.Recovering)]
    [InlineData(RunState.Running)]
    [InlineData(RunState.Succeeded)]
    [InlineData(RunState.Failed)]
    [InlineData(RunState.Cancelled)]
    [InlineData(RunState.Skipped)]
    [InlineData(RunState.Accepted)]
    public void A_run_that_started_or_that_a_person_closed_stands_for_the_slot_it_pairs_with(RunState state) =>
        Assert.Equal(["1 stands for 10"], Decide([ARun(1, 9, state)], [10]));

    [Fact]
    public void A_run_that_is_held_between_two_attempts_has_started() =>
        Assert.Equal(
            ["1 stands for 10"],
            Decide([ARun(1, 9, RunState.Held) with { Facts = Facts(RunState.Held) with { HeldFrom = RunState.Recovering } }], [10]));

    [Fact]
    public void A_held_run_that_has_not_started_is_moved() => Assert.Equal(["move 1 to 10"], Decide([ARun(1, 9, RunState.Held)], [10]));

    [Theory]
    [InlineData(RunState.Missed, null)]
    [InlineData(RunState.Superseded, null)]
    [InlineData(RunState.Skipped, "Overlap")]
    [InlineData(RunState.Skipped, "NotNeeded")]
    public void What_was_missed_superseded_or_skipped_by_a_rule_takes_no_part_in_pairing(RunState state, string? cause) =>
        Assert.Equal(
            ["add 10"], Decide([ARun(1, 9, state) with { Facts = Facts(state) with { Cause = cause is null ? null : new EndCause(cause) } }], [10]));

    [Theory]
    [InlineData(RunState.Missed)]
    [InlineData(RunState.Skipped)]
    [InlineData(RunState.Succeeded)]
    [InlineData(RunState.Cancelled)]
    public void Whatever_has_ended_at_a_slot_keeps_it(RunState state) => Assert.Empty(Decide([ARun(1, 9, state)], [9], version: 2));

    [Fact]
    public void A_superseded_run_is_revived_by_its_own_slot_only()
    {
        Assert.Equal(["revive 1"], Decide([ARun(1, 9, RunState.Superseded)], [9]));
        Assert.Equal(["add 10"], Decide([ARun(1, 9, RunState.Superseded)], [10]));
        Assert.Empty(Decide([ARun(1, 9, RunState.Superseded)], []));
    }

    [Theory]
    [InlineData(RunState.Pending, "repin 1")]
    [InlineData(RunState.Held, "repin 1")]
    [InlineData(RunState.Running, null)]
    [InlineData(RunState.Recovering, null)]
    public void A_new_version_repins_what_has_not_started(RunState state, string? match) =>
        Assert.Equal(match is null ? [] : [match], Decide([ARun(1, 9, state)], [9], version: 2));

    [Theory]
    [InlineData(RunState.Held, "repin 1")]
    [InlineData(RunState.Running, "1 is in the plan again")]
    [InlineData(RunState.Recovering, "1 is in the plan again")]
    [InlineData(RunState.Succeeded, null)]
    public void What_was_marked_as_not_in_the_plan_loses_the_mark_when_its_slot_is_back(RunState state, string? match) =>
        Assert.Equal(match is null ? [] : [match], Decide([ARun(1, 9, state) with { Facts = Facts(state) with { NotInPlan = true } }], [9]));

    [Theory]
    [InlineData(RunState.Pending, "gone 1")]
    [InlineData(RunState.Held, "gone 1")]
    [InlineData(RunState.Recovering, "gone 1")]
    [InlineData(RunState.Running, "gone 1")]
    [InlineData(RunState.Failed, null)]
    public void What_is_left_and_has_not_ended_goes(RunState state, string? match) =>
        Assert.Equal(match is null ? [] : [match], Decide([ARun(1, 9, state)], []));

    [Fact]
    public void A_slot_that_is_too_late_is_paired_but_neither_added_moved_to_nor_revived()
    {
        Assert.Equal(["9 is too late"], Decide([], [9], tooLateUntil: 9));
        Assert.Equal(["9 is too late"], Decide([ARun(1, 12)], [9], tooLateUntil: 9));
        Assert.Equal(["9 is too late"], Decide([ARun(1, 9, RunState.Superseded)], [9], tooLateUntil: 9));
        Assert.Equal(["1 stands for 9"], Decide([ARun(1, 8, RunState.Succeeded)], [9], tooLateUntil: 9));
    }

    [Fact]
    public void Loading_what_a_load_has_left_changes_nothing()
    {
        var random = new Random(20260302);
        for (var round = 0; round < 500; round++)
        {
            var runs = Enumerable.Range(0, 6).Where(_ => random.Next(2) == 0).Select(i => ARun(i + 1, 8 + i, (RunState)random.Next(11))).ToList();
            int[] slots = [.. Enumerable.Range(8, 8).Where(_ => random.Next(2) == 0)];

            var after = Apply(runs, slots);

            Assert.Equal(after.Count, after.DistinctBy(run => run.Slot).Count());
            Assert.DoesNotContain(Decide(after, slots), match =>
                match.StartsWith("move", StringComparison.Ordinal) || match.StartsWith("revive", StringComparison.Ordinal));
        }
    }

    /// <summary>As a store does it, as far as slots and states go.</summary>
    private static List<ExistingRun> Apply(IReadOnlyList<ExistingRun> runs, int[] slots)
    {
        var after = runs.ToDictionary(run => run.Id);
        foreach (var match in ReloadMatch.Decide(runs, [.. slots.Select(hour => ASlot(hour, 1))], _ => false))
        {
            switch (match)
            {
                case ReloadMatch.Add it:
                    var id = new RunId(after.Count + 100);
                    after.Add(id, new ExistingRun(id, it.Planned.Slot, 1, Facts(RunState.Pending)));
                    break;
                case ReloadMatch.Move it:
                    after[it.Run.Id] = it.Run with { Slot = it.Planned.Slot };
                    break;
                case ReloadMatch.Revive it:
                    after[it.Run.Id] = it.Run with { Facts = Facts(RunState.Pending) };
                    break;
                case ReloadMatch.Gone { Run.Facts.State: RunState.Pending } it:
                    after[it.Run.Id] = it.Run with { Facts = Facts(RunState.Superseded) };
                    break;
                default:
                    break;
            }
        }

        return [.. after.Values];
    }

    private static IReadOnlyList<string> Decide(IReadOnlyList<ExistingRun> runs, int[] hours, long version = 1, int tooLateUntil = -1) =>
        [.. ReloadMatch.Decide(runs, [.. hours.Select(hour => ASlot(hour, version))], slot => Hour(slot.Slot) <= tooLateUntil).Select(Print)];

    private static string Print(ReloadMatch match) => match switch
    {
        ReloadMatch.Add it => $"add {Hour(it.Planned.Slot)}",
        ReloadMatch.Revive it => $"revive {it.Run.Id}",
        ReloadMatch.Move it => $"move {it.Run.Id} to {Hour(it.Planned.Slot)}",
        ReloadMatch.Repin it => $"repin {it.Run.Id}",
        ReloadMatch.InPlanAgain it => $"{it.Run.Id} is in the plan again",
        ReloadMatch.StandsFor it => $"{it.Run.Id} stands for {Hour(it.Planned.Slot)}",
        ReloadMatch.TooLate it => $"{Hour(it.Planned.Slot)} is too late",
        ReloadMatch.Gone it => $"gone {it.Run.Id}",
        _ => "unknown",
    };

    private static int Hour(int slot) => slot / 3600;

    private static ExistingRun ARun(long id, int hour, RunState state = RunState.Pending) =>
        new(new RunId(id), hour * 3600, Version: 1, Facts(state));

    private static RunFacts Facts(RunState state) => new()
    {
        State = state, DueAt = Start, StartUntil = Instant.MaxValue, RetryUntil = Instant.MaxValue, PollUntil = Instant.MaxValue,
    };

    private static PlannedRun ASlot(int hour, long version)
    {
        var terms = new RunTerms("prices", version, "load", 50, null, OverlapPolicy.Queue, CatchUpPolicy.All);
        var at = Start + Duration.FromHours(hour);
        return new PlannedRun(
            terms, Day, Day, hour * 3600, at, at, new RunBounds(null, null, Instant.MaxValue, Instant.MaxValue, Instant.MaxValue), []);
    }
}
