using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>What the queue must know of a routine's version. One object per version, shared by all its runs.</summary>
/// <param name="Version">The stored version that the run pins; 0 in a plan that nobody loads.</param>
/// <param name="MaxConcurrent">Null: no limit.</param>
internal sealed record RunTerms(
    RoutineKey Routine, long Version, string Executor, int Priority, int? MaxConcurrent, OverlapPolicy Overlap, CatchUpPolicy CatchUp);

/// <summary>An edge with its date resolved.</summary>
/// <param name="Number">Its place among the routine's edges.</param>
internal sealed record PlannedEdge(int Number, RoutineKey Predecessor, LocalDate Date, EdgeRequirement Requires, IfNotPlanned IfNotPlanned);

/// <summary>One slot that a decision planned.</summary>
/// <param name="Slot">
/// Seconds elapsed from the start of the order day to <paramref name="PlannedAt"/>: with routine and order date the run's identity.
/// </param>
/// <param name="PlannedAt">The slot's instant.</param>
/// <param name="DueAt">The slot's instant, or the window's from where that is later.</param>
internal sealed record PlannedRun(
    RunTerms Terms, LocalDate OrderDate, LocalDate BaseDate, int Slot, Instant PlannedAt, Instant DueAt, RunBounds Bounds,
    IReadOnlyList<PlannedEdge> Edges);
