using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>What people do with runs. Each call is one transaction; every accepted change writes one row of run history in it.</summary>
internal interface IRunActions
{
    /// <summary>
    /// Applies one change (Hold, Release, Cancel, Skip, Accept, StartNow, Reprioritise) to each selected run, as
    /// <see cref="RunTransition.Decide"/> says. Says what it touched, what was already so, and what it refused with each reason.
    /// Where <see cref="RunSelection.ExpectedCount"/> is another than the number selected, nothing is changed.
    /// </summary>
    Task<ActionOutcome> ActAsync(RunSelection selection, RunChange change, Actor actor, string? reason, CancellationToken cancel);

    /// <summary>Makes a run by hand, with "Order" as the first row of its history. The second call with the same key returns the first run.</summary>
    Task<OrderedRun> OrderAsync(RunToOrder order, Actor actor, string? reason, CancellationToken cancel);

    /// <summary>
    /// Makes a new run of an ended one: same order date, same root, edges as of its version, newest version of the routine given by the
    /// caller. The edges of successors that have not started are open again. "Rerun" is a row in the history of the old run. The second call with
    /// the same key returns the first run.
    /// </summary>
    Task<RerunOutcome> RerunAsync(RunId run, RunToOrder template, Actor actor, string? reason, CancellationToken cancel);
}

/// <summary>Which runs: by id, or all that a filter finds; its limit does not count.</summary>
/// <param name="ExpectedCount">Null: not checked.</param>
internal sealed record RunSelection(IReadOnlyList<RunId> Ids, RunFilter? Filter = null, int? ExpectedCount = null);

/// <param name="Selected">How many runs the selection found.</param>
/// <param name="CountDiffers">The expected count is another: nothing was changed.</param>
internal sealed record ActionOutcome(int Selected, bool CountDiffers, IReadOnlyList<TouchedRun> Touched, IReadOnlyList<RefusedRun> Refused);

/// <param name="Changed">False: it was already so.</param>
internal sealed record TouchedRun(RunId Run, RoutineKey Routine, LocalDate OrderDate, RunState From, RunState To, bool Changed);

/// <param name="Code">The word of docs/run-states.md, "not found" where there is no such run.</param>
internal sealed record RefusedRun(RunId Run, string Code, string Reason);

/// <param name="CalendarsAsOf">Pinned, as the version in <paramref name="Terms"/>.</param>
/// <param name="DueAt">Null: at once, by the store's clock.</param>
/// <param name="Bounds">Already moved as semantics 7 says of runs that are made after their time.</param>
/// <param name="Key">Makes ordering idempotent; unique over all orders. Null: none.</param>
internal sealed record RunToOrder(
    RunTerms Terms, long CalendarsAsOf, LocalDate OrderDate, LocalDate BaseDate, Instant? DueAt, RunBounds Bounds, IReadOnlyList<PlannedEdge> Edges,
    string? Key = null, Bypass Bypass = Bypass.None);

/// <param name="IsNew">False where the key had been used.</param>
internal sealed record OrderedRun(RunId Run, bool IsNew);

/// <param name="Run">Null where it was refused.</param>
internal sealed record RerunOutcome(RunId? Run, RefusedRun? Refused);
