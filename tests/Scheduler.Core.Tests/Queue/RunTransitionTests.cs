using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Core.Tests.Queue;

public sealed class RunTransitionTests
{
    public static TheoryData<string> Changes => [.. TransitionTable.Changes];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_state_with_every_flag_answers_a_change_as_the_table_says(string change)
    {
        var seen = new HashSet<RunState>();
        foreach (var it in TransitionCases.Of(change))
        {
            var verdict = TransitionTable.Verdict(change, it.Run.State, it.Conditions);
            var actual = RunTransition.Decide(it.Run, it.Change, TransitionCases.Now);
            if (TransitionVerdict.IsNot(actual, it, verdict))
            {
                Assert.Fail(
                    $"{it.Run.State} × {it.Change} ({string.Join(", ", it.Conditions)}) should be '{verdict}'.\nBefore: {it.Run}\nActual: {actual}");
            }

            seen.Add(it.Run.State);
        }

        Assert.Equal(Enum.GetValues<RunState>(), seen.Order());
    }

    [Fact]
    public void Every_change_has_a_row()
    {
        var changes = typeof(RunChange).GetNestedTypes().Where(type => !type.IsAbstract).Select(type => type.Name);
        Assert.Equal(changes.Order(StringComparer.Ordinal), TransitionTable.Changes.Order(StringComparer.Ordinal));
    }
}
