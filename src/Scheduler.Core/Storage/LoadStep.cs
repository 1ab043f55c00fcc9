using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>One thing that a load does with one run, decided.</summary>
/// <param name="Run">Null: a run to add. Its Bypass holds from now on, where the run is pinned.</param>
/// <param name="Planned">The slot of the plan; null where the run is not in it.</param>
/// <param name="After">Null: nothing is written, only reported.</param>
/// <param name="Change">For run history; null for a run that is added.</param>
/// <param name="LateBy">How far the bounds of <paramref name="After"/> were moved.</param>
internal sealed record LoadStep(
    LoadChangeKind Kind, RoutineKey Routine, ExistingRun? Run, PlannedRun? Planned, RunFacts? After, RunChange? Change, Duration? LateBy)
{
    /// <summary>Whether the run takes slot, version, bounds and edges of <see cref="Planned"/> from now on.</summary>
    public bool Pins => Kind is LoadChangeKind.Added or LoadChangeKind.Revived or LoadChangeKind.Moved or LoadChangeKind.Repinned;

    /// <summary>Whether the date's members of this routine are others afterwards.</summary>
    public bool ChangesMembers => Kind is LoadChangeKind.Added or LoadChangeKind.Revived or LoadChangeKind.Superseded;

    /// <param name="added">The id of a run that was added; null in a preview.</param>
    public LoadChange ToChange(RunId? added = null) => new(Kind, Run?.Id ?? added, Routine, Run?.Slot, Planned?.Slot);
}
