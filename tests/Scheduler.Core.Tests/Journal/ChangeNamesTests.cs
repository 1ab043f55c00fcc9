using System.Runtime.CompilerServices;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Core.Tests.Journal;

/// <summary>What stands in history for ever.</summary>
public sealed class ChangeNamesTests
{
    [Fact]
    public void Every_change_has_its_name_and_keeps_it_whatever_its_class_is_called()
    {
        string[] stored =
        [
            "Accept", "Cancel", "CatchUp", "Claim", "Expire", "FinishAbandoned", "FinishNotAvailable", "FinishOk", "FinishPermanent", "FinishStopped",
            "FinishTimedOut", "FinishTransient", "HandBack", "Hold", "Lapse", "NotNeeded", "Overlap", "Release", "ReloadGone", "ReloadMoved",
            "Reprioritise",
            "Rerun", "Skip", "StartNow",
        ];
        var changes = typeof(RunChange).GetNestedTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(RunChange)));

        var named = changes.Select(type => ChangeNames.Of((RunChange)RuntimeHelpers.GetUninitializedObject(type))).Order(StringComparer.Ordinal);

        Assert.Equal(stored, named);
        Assert.Equal("Hold", ChangeNames.Of(new RunChange.Hold()));
    }
}
