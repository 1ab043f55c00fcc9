using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>A run's row with what the questions do not show.</summary>
/// <param name="Bounds">As planned or ordered, before any lateness; the facts hold what is valid.</param>
/// <param name="Edges">Kept when the run has started, for results; no longer asked then.</param>
internal sealed record StoredRun(
    RunRow Row, RunBounds Bounds, Duration? LateBy, CatchUpPolicy CatchUp, Bypass Bypass, IReadOnlyList<StoredEdge> Edges)
{
    /// <summary>Pinned beside the row's version.</summary>
    public required long CalendarsAsOf { get; init; }

    public long Id => Row.Id.Value;

    public RunFacts Facts => Row.Facts;

    public RoutineDate Of => new(Row.Routine, Row.OrderDate);

    public bool IsClaimable => ClaimChoices.IsClaimable(Facts, Row.UnmetEdges, Bypass);

    public StoredRun With(RunFacts facts) => this with { Row = Row with { Facts = facts } };
}

/// <param name="Members">Roots, ascending.</param>
internal sealed record StoredEdge(PlannedEdge Planned, IReadOnlyList<RunId> Members)
{
    public RoutineDate To => new(Planned.Predecessor, Planned.Date);
}

internal readonly record struct RoutineDate(RoutineKey Routine, LocalDate Date);
