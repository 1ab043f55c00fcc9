using NodaTime;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage;

/// <summary>Why no run is made of this one, the same for every store.</summary>
internal static class RerunRefusal
{
    /// <summary>
    /// What a filter finds is rerun only where nothing newer stands in its place: who repeats a command, since the answer to the first was lost,
    /// or looks for what failed after part of it was rerun, executes nothing twice. A run that is named is meant.
    /// </summary>
    /// <param name="family">The run's root and its reruns.</param>
    /// <returns>Null where it is rerun.</returns>
    public static RefusedRun? Decide(RunRow run, IReadOnlyList<RunRow> family, bool isNamed, Instant now)
    {
        if (RunTransition.Decide(run.Facts, new RunChange.Rerun(), now) is RunTransition.Refused no)
        {
            return new RefusedRun(run.Id, no.Code, no.Reason);
        }

        var standing = EdgeMembers.NewestOf(family.Select(AsMember)).Id;
        return isNamed || standing.Value <= run.Id.Value
            ? null
            : new RefusedRun(
                run.Id, "was rerun", $"It was rerun: run {standing} stands in its place. Rerun that one, or name this one by its number.");
    }

    private static MemberRun AsMember(RunRow run) => new(run.Id, run.Root, IsOrder: false, run.Facts.State, run.Facts.Cause);
}
