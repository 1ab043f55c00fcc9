using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage;

/// <summary>What is the same for every store when people act.</summary>
internal static class ActionRules
{
    /// <exception cref="ArgumentException">People do not make this change.</exception>
    public static void Check(RunChange change)
    {
        if (change is not (RunChange.Hold or RunChange.Release or RunChange.Cancel or RunChange.Skip or RunChange.Accept
            or RunChange.StartNow or RunChange.Reprioritise))
        {
            throw new ArgumentException(
                $"{change.GetType().Name} is not an action of people; Hold, Release, Cancel, Skip, Accept, StartNow and Reprioritise are.",
                nameof(change));
        }
    }

    public static RefusedRun NotFound(RunId run) => new(run, "not found", $"There is no run {run}.");

    /// <summary>
    /// What the store keeps beside the run, for its life: edges and concurrency are asked at the claim, and a reload leaves a due time and a
    /// window as the person left them.
    /// </summary>
    public static Bypass BypassOf(RunChange change) => change switch
    {
        RunChange.StartNow start => start.Bypass | Bypass.Due,
        RunChange.Release { BypassWindow: true } => Bypass.Window,
        _ => Bypass.None,
    };
}
