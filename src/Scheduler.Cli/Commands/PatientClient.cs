using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Client;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Commands;

/// <summary>A client whose user is told when what writes is long in coming. Questions read a snapshot and wait for nobody.</summary>
internal sealed class PatientClient(ISchedulerClient client, WaitingNotice notice) : ISchedulerClient
{
    public Task<LoadResponse> LoadAsync(LoadRequest request, CancellationToken cancel) => notice.WhileAsync(() => client.LoadAsync(request, cancel));

    public Task<OrderResponse> OrderAsync(Order order, CancellationToken cancel) => notice.WhileAsync(() => client.OrderAsync(order, cancel));

    public Task<ActionResponse> ActAsync(RunAction action, RunTarget target, Because because, CancellationToken cancel) =>
        notice.WhileAsync(() => client.ActAsync(action, target, because, cancel));

    public Task<RerunResponse> RerunAsync(RunTarget target, Because because, CancellationToken cancel) =>
        notice.WhileAsync(() => client.RerunAsync(target, because, cancel));

    public Task<PlanResponse> PlanAsync(PlanRequest request, CancellationToken cancel) => client.PlanAsync(request, cancel);

    public Task<RoutineExplanation> ExplainAsync(RoutineKey routine, LocalDate date, CancellationToken cancel) =>
        client.ExplainAsync(routine, date, cancel);

    public Task<SchedulerStatus> StatusAsync(CancellationToken cancel) => client.StatusAsync(cancel);

    public Task<SchedulerNow> NowAsync(CancellationToken cancel) => client.NowAsync(cancel);

    public Task<IReadOnlyDictionary<RunState, int>> CountAsync(RunQuery query, CancellationToken cancel) => client.CountAsync(query, cancel);

    public Task<IReadOnlyList<RunView>> RunsAsync(RunQuery query, CancellationToken cancel) => client.RunsAsync(query, cancel);

    public Task<RunDetails?> FindRunAsync(RunId run, CancellationToken cancel) => client.FindRunAsync(run, cancel);

    public Task<IReadOnlyList<LogEntry>> LogsAsync(LogQuery query, CancellationToken cancel) => client.LogsAsync(query, cancel);

    public Task<IReadOnlyList<RoutineView>> RoutinesAsync(CancellationToken cancel) => client.RoutinesAsync(cancel);

    public Task<CalendarSet> CalendarsAsync(CancellationToken cancel) => client.CalendarsAsync(cancel);
}
