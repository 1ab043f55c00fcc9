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
    /// Makes a new run of each selected one that has ended, all or none: same order date, same root, everything else as the template says. The
    /// edges of successors that have not started are open again. "Rerun" is a row in the history of the old run. Says what it made and what it
    /// refused with each reason (<see cref="RerunRefusal"/>). Where <see cref="RunSelection.ExpectedCount"/> is another than the number selected,
    /// nothing is made.
    /// </summary>
    Task<RerunOutcome> RerunAsync(RunSelection selection, RerunTemplate template, Actor actor, string? reason, CancellationToken cancel);
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

/// <summary>
/// What a rerun is made as, without a key. Asked in the transaction, since only there it is known which runs a filter finds; pure, and asked for
/// all of them before the first is made. Where it throws, none is.
/// </summary>
/// <param name="root">What the run goes back to; itself where it is no rerun.</param>
/// <param name="now">The store's.</param>
internal delegate RunToOrder RerunTemplate(RunRow run, RunRow root, Instant now);

/// <param name="Selected">How many runs the selection found.</param>
/// <param name="CountDiffers">The expected count is another: nothing was made.</param>
/// <param name="Made">In the order of the runs that they were made from.</param>
internal sealed record RerunOutcome(int Selected, bool CountDiffers, IReadOnlyList<MadeRerun> Made, IReadOnlyList<RefusedRun> Refused);

/// <param name="Of">The run that had ended.</param>
internal sealed record MadeRerun(RunId Of, RunId Run, RoutineKey Routine, LocalDate OrderDate, Instant DueAt);
