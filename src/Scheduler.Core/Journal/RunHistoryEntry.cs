using NodaTime;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Journal;

/// <summary>One accepted change of a run, other than a claim or an attempt's end: those stand in the attempt's row.</summary>
/// <param name="Change">The change's name, as in docs/run-states.md.</param>
/// <param name="Details">
/// What the change brought beside the state: a new priority, what was bypassed, a flag, a cause, why it is not in the plan.
/// </param>
public sealed record RunHistoryEntry(
    RunId Run, Instant At, RunState From, RunState To, string Change, string? Details, string? Reason, Actor Actor, string? Node);
