using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <summary>
/// The one way in: for the host's code, the command line and the web. Verbs answer with what they touched and what they refused, each with
/// its reason; a refusal is an answer, a wrong question an exception.
/// </summary>
public interface ISchedulerClient
{
    /// <summary>Loads one order date into the queue, or only says what a load would do.</summary>
    Task<LoadResponse> LoadAsync(LoadRequest request, CancellationToken cancel = default);

    /// <summary>What the definitions of now plan for these order dates, both ends included; touches nothing.</summary>
    Task<PlanResponse> PlanAsync(PlanRequest request, CancellationToken cancel = default);

    /// <summary>Why a routine runs, ran or does not run on a date, and what happens next.</summary>
    /// <exception cref="UnknownRoutineException">There is no such routine.</exception>
    Task<RoutineExplanation> ExplainAsync(RoutineKey routine, LocalDate date, CancellationToken cancel = default);

    Task<SchedulerStatus> StatusAsync(CancellationToken cancel = default);

    /// <summary>The store's clock, and what date it makes.</summary>
    Task<SchedulerNow> NowAsync(CancellationToken cancel = default);

    Task<IReadOnlyList<RunView>> RunsAsync(RunQuery query, CancellationToken cancel = default);

    /// <summary>How many runs a query finds, by state; its Limit, After and order do not count.</summary>
    Task<IReadOnlyDictionary<RunState, int>> CountAsync(RunQuery query, CancellationToken cancel = default);

    /// <summary>Null where there is no such run.</summary>
    Task<RunDetails?> FindRunAsync(RunId run, CancellationToken cancel = default);

    Task<IReadOnlyList<LogEntry>> LogsAsync(LogQuery query, CancellationToken cancel = default);

    /// <summary>Makes a run by hand. With a key that was used before, the answer is the run that was made then.</summary>
    /// <exception cref="UnknownRoutineException">There is no such routine.</exception>
    Task<OrderResponse> OrderAsync(Order order, CancellationToken cancel = default);

    /// <summary>One action on one run, or on all that a query finds.</summary>
    Task<ActionResponse> ActAsync(RunAction action, RunTarget target, Because because = default, CancellationToken cancel = default);

    /// <summary>
    /// A new run of an ended one, or of all that a query finds, in one step: all that can be made, or none. Their order dates are kept. What a query
    /// finds and was rerun already is refused; a run that is named is not.
    /// </summary>
    Task<RerunResponse> RerunAsync(RunTarget target, Because because = default, CancellationToken cancel = default);

    /// <summary>The newest version of every routine, retired ones included.</summary>
    Task<IReadOnlyList<RoutineView>> RoutinesAsync(CancellationToken cancel = default);

    /// <summary>Every calendar in use, overlays applied.</summary>
    Task<CalendarSet> CalendarsAsync(CancellationToken cancel = default);
}
