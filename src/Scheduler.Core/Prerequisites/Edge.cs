using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Prerequisites;

/// <summary>What one run waits for, with its date resolved and its members as they stand now.</summary>
/// <param name="Members">
/// The predecessor's planned runs of that date; where none was planned, those ordered by hand.
/// Each is represented by the newest of itself and its reruns.
/// </param>
internal sealed record Edge(
    RoutineKey Predecessor, LocalDate Date, EdgeRequirement Requires, IfNotPlanned IfNotPlanned, IReadOnlyList<EdgeMember> Members);

/// <param name="Root">What the edge is stored to: a rerun keeps its root.</param>
/// <param name="State">Of the newest of the root and its reruns.</param>
/// <param name="Cause">Of the same run.</param>
internal sealed record EdgeMember(RunId Root, RunState State, EndCause? Cause = null)
{
    /// <summary>
    /// False for what the plan gave up: superseded by a reload, or missed by the catch-up policy. Then it is as if it had not been planned.
    /// </summary>
    public bool IsPlanned => State switch
    {
        RunState.Superseded => false,
        RunState.Missed => Cause is not { IsOfCatchUp: true },
        _ => true,
    };
}
