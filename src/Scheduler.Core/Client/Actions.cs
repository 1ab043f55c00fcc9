using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>What a person may do with a run: docs/run-states.md says what comes of it.</summary>
public abstract record RunAction
{
    private RunAction()
    {
    }

    public sealed record Hold : RunAction;

    public sealed record Release(bool BypassWindow = false) : RunAction;

    public sealed record Cancel : RunAction;

    public sealed record Skip : RunAction;

    /// <summary>Sets an ended run OK, so that its successors may start.</summary>
    public sealed record Accept : RunAction;

    public sealed record StartNow(Bypass Bypass = Bypass.None) : RunAction;

    /// <param name="Priority">0–999; the smaller goes first.</param>
    public sealed record Reprioritise(int Priority) : RunAction;
}

/// <summary>One run, or all that a query finds.</summary>
public sealed record RunTarget
{
    public static RunTarget One(RunId run) => new() { Ids = [run] };

    /// <param name="query">All that it finds: Limit, After and its order do not count.</param>
    /// <param name="expectedCount">Nothing is changed where another number is found.</param>
    public static RunTarget All(RunQuery query, int expectedCount) => new() { Query = query, ExpectedCount = expectedCount };

    public IReadOnlyList<RunId> Ids { get; init; } = [];

    public RunQuery? Query { get; init; }

    public int? ExpectedCount { get; init; }

    /// <exception cref="ArgumentException">It is for nothing.</exception>
    internal void Check()
    {
        if (this is { Ids.Count: 0, Query: null })
        {
            throw new ArgumentException("The target names no run: use RunTarget.One or RunTarget.All.", "target");
        }
    }

    internal RunSelection ToSelection() => new(Ids, Query?.ToFilter(), ExpectedCount);
}

/// <param name="CountDiffers">Another number than expected was found: nothing was changed.</param>
public sealed record ActionResponse(int Selected, bool CountDiffers, IReadOnlyList<TouchedRunView> Touched, IReadOnlyList<RefusedRunView> Refused);

/// <param name="Changed">False: it was already so.</param>
public sealed record TouchedRunView(RunId Run, RoutineKey Routine, LocalDate OrderDate, RunState From, RunState To, bool Changed);

/// <param name="Code">One word or two, for programs.</param>
public sealed record RefusedRunView(RunId Run, string Code, string Reason);

/// <summary>A run by hand.</summary>
/// <param name="Date">The order date. Null: today in the routine's zone.</param>
public sealed record Order(RoutineKey Routine, LocalDate? Date = null)
{
    /// <summary>At most 1,000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>At most 200 characters. Null: the application's name.</summary>
    public string? Actor { get; init; }

    /// <summary>
    /// Makes ordering idempotent: the second call returns the first run, whatever has changed in between. Used for another routine it is refused,
    /// and where <see cref="Date"/> names another date. At most 200 characters.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Of a future date: due now, and not at its start.</summary>
    public bool Now { get; init; }

    /// <summary>Also where the day group of an Eventual routine does not have the date.</summary>
    public bool Force { get; init; }
}

/// <param name="Run">Null where it was refused.</param>
/// <param name="IsNew">False where the key had been used.</param>
public sealed record OrderResponse(RunId? Run, bool IsNew, LocalDate OrderDate, string? Refused)
{
    /// <summary>Null where a run was made, or found.</summary>
    internal OrderRefusal? Refusal { get; private init; }

    internal static OrderResponse Not(LocalDate date, OrderRefusal why) => new(null, false, date, why.ToString()) { Refusal = why };
}

/// <param name="CountDiffers">Another number than expected was found: nothing was made.</param>
/// <param name="Made">In the order of the runs that they were made from.</param>
public sealed record RerunResponse(int Selected, bool CountDiffers, IReadOnlyList<MadeRerunView> Made, IReadOnlyList<RefusedRunView> Refused);

/// <param name="Of">The run that had ended.</param>
public sealed record MadeRerunView(RunId Of, RunId Run, RoutineKey Routine, LocalDate OrderDate, Instant DueAt);
