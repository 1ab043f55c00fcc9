using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Execution;

/// <summary>What an attempt knows of its run. Injectable in the attempt's scope.</summary>
public interface IRunContext
{
    RoutineKey Routine { get; }

    /// <summary>The business date that the run belongs to, whenever it happens to run.</summary>
    LocalDate OrderDate { get; }

    /// <summary>The date that the day group picked before it was shifted; the order date where nothing was.</summary>
    LocalDate BaseDate { get; }

    RunId Run { get; }

    /// <summary>1 for the first attempt; polls, losses and hand-backs count here too.</summary>
    int Attempt { get; }

    /// <summary>Grows over all runs and attempts: a table of your own can refuse what carries a smaller one.</summary>
    FencingToken Token { get; }

    /// <summary>What "business day" means for this routine.</summary>
    BusinessCalendar Calendar { get; }

    CalendarSet Calendars { get; }

    /// <summary>One folder per routine and order date: it is there, and reruns find it as it was left.</summary>
    string ArtifactFolder { get; }

    /// <summary>Its lines, as those of any other ILogger written to inside the attempt, land in the run's log.</summary>
    ILogger Log { get; }

    /// <summary>Null unless the attempt's token is cancelled.</summary>
    StopReason? StopReason { get; }

    /// <summary>
    /// Shown to people while the attempt runs; kept in memory, and written with the next renewal of the lease (RenewEvery, 10 seconds).
    /// </summary>
    /// <param name="fraction">0 to 1; null where nobody can tell.</param>
    void Report(string message, double? fraction = null);

    /// <summary>The result of the newest member of this run's edge to <paramref name="routine"/> that has one.</summary>
    /// <exception cref="NoResultException">
    /// There is none, no edge leads to that routine, or the result does not fit <typeparamref name="T"/>. An attempt that ends by it is not retried.
    /// </exception>
    [RequiresUnreferencedCode("Deserialises by reflection.")]
    [RequiresDynamicCode("Deserialises by reflection.")]
    T ResultOf<T>(RoutineKey routine);

    /// <summary>Asks instead: false where <see cref="ResultOf{T}"/> finds none.</summary>
    /// <exception cref="NoResultException">There is one, and it does not fit <typeparamref name="T"/>.</exception>
    [RequiresUnreferencedCode("Deserialises by reflection.")]
    [RequiresDynamicCode("Deserialises by reflection.")]
    bool TryResultOf<T>(RoutineKey routine, [MaybeNullWhen(false)] out T result);

    /// <summary>The artifacts of the same member; empty where it made none. Of several that have no result, the newest that succeeded.</summary>
    /// <exception cref="NoResultException">
    /// The run has no run of that routine that succeeded: none had been made when it was. An attempt that ends by it is not retried; rerun it.
    /// </exception>
    IReadOnlyList<Artifact> ArtifactsOf(RoutineKey routine);
}

/// <summary>Why an attempt's token was cancelled.</summary>
public enum StopReason
{
    Cancelled,
    TimedOut,
    NodeStopping,
    LeaseLost,
}
