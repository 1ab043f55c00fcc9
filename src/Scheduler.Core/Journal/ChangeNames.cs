using System.Diagnostics;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Journal;

/// <summary>How history names a change. Stored for ever: a class may be renamed, its name here may not.</summary>
internal static class ChangeNames
{
    public const string Hold = "Hold";
    public const string Rerun = "Rerun";

    /// <summary>No change of a run that was there: a new one.</summary>
    public const string Order = "Order";

    public static string Of(RunChange change) => change switch
    {
        RunChange.Claim => "Claim",
        RunChange.FinishOk => "FinishOk",
        RunChange.FinishTransient => "FinishTransient",
        RunChange.FinishTimedOut => "FinishTimedOut",
        RunChange.FinishNotAvailable => "FinishNotAvailable",
        RunChange.FinishPermanent => "FinishPermanent",
        RunChange.FinishStopped => "FinishStopped",
        RunChange.FinishAbandoned => "FinishAbandoned",
        RunChange.HandBack => "HandBack",
        RunChange.Lapse => "Lapse",
        RunChange.Hold => Hold,
        RunChange.Release => "Release",
        RunChange.Cancel => "Cancel",
        RunChange.Skip => "Skip",
        RunChange.Accept => "Accept",
        RunChange.StartNow => "StartNow",
        RunChange.Reprioritise => "Reprioritise",
        RunChange.Expire => "Expire",
        RunChange.Overlap => "Overlap",
        RunChange.NotNeeded => "NotNeeded",
        RunChange.ReloadGone => "ReloadGone",
        RunChange.ReloadMoved => "ReloadMoved",
        RunChange.CatchUp => "CatchUp",
        RunChange.Rerun => Rerun,
        _ => throw new UnreachableException($"{change.GetType().Name} has no name in history."),
    };
}
