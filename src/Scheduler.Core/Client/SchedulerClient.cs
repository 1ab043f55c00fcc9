using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Journal;
using RoutineScheduler.Loading;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <summary>Opens the scheduler at the first question, so that a tool need not start the host.</summary>
internal sealed class SchedulerClient(Func<CancellationToken, Task> open, Func<ClientParts> partsOf) : ISchedulerClient
{
    public async Task<LoadResponse> LoadAsync(LoadRequest request, CancellationToken cancel)
    {
        LongestTexts.Check(request.Because);
        var parts = await OpenAsync(cancel);
        var started = await parts.Storage.Queries.NowAsync(cancel);
        var load = new DateLoad(request.Date, "ByHand", parts.ActorOf(request.Because))
        {
            IsPreview = request.Preview, ExpectedHash = request.ExpectedHash, IncludesEarlier = request.IncludeEarlier,
        };
        var loaded = await parts.Loader.LoadAsync(load, cancel);
        return LoadResponses.Of(loaded, request, started);
    }

    public async Task<PlanResponse> PlanAsync(PlanRequest request, CancellationToken cancel)
    {
        PlanQuestions.Check(request);
        return await PlanQuestions.PlanAsync(request, await OpenAsync(cancel), cancel);
    }

    public async Task<RoutineExplanation> ExplainAsync(RoutineKey routine, LocalDate date, CancellationToken cancel) =>
        await PlanQuestions.ExplainAsync(routine, date, await OpenAsync(cancel), cancel);

    public async Task<SchedulerStatus> StatusAsync(CancellationToken cancel) => await StatusQuestions.AskAsync(await OpenAsync(cancel), cancel);

    public async Task<SchedulerNow> NowAsync(CancellationToken cancel) => await StatusQuestions.NowAsync(await OpenAsync(cancel), cancel);

    public async Task<IReadOnlyDictionary<RunState, int>> CountAsync(RunQuery query, CancellationToken cancel) =>
        await (await OpenAsync(cancel)).Storage.Queries.CountAsync(query.ToFilter(), cancel);

    public async Task<IReadOnlyList<RunView>> RunsAsync(RunQuery query, CancellationToken cancel) =>
        await RunQuestions.ListAsync(query, await OpenAsync(cancel), cancel);

    public async Task<RunDetails?> FindRunAsync(RunId run, CancellationToken cancel) =>
        await RunQuestions.FindAsync(run, await OpenAsync(cancel), cancel);

    public async Task<IReadOnlyList<LogEntry>> LogsAsync(LogQuery query, CancellationToken cancel)
    {
        RunQuestions.Check(query);
        return await RunQuestions.LogsAsync(query, await OpenAsync(cancel), cancel);
    }

    public async Task<OrderResponse> OrderAsync(Order order, CancellationToken cancel)
    {
        LongestTexts.Check(order);
        return await HandMadeRuns.OrderAsync(order, await OpenAsync(cancel), cancel);
    }

    public async Task<ActionResponse> ActAsync(RunAction action, RunTarget target, Because because, CancellationToken cancel)
    {
        target.Check();
        LongestTexts.Check(because);

        var parts = await OpenAsync(cancel);
        var outcome = await parts.Storage.Actions.ActAsync(target.ToSelection(), action.ToChange(), parts.ActorOf(because), because.Reason, cancel);
        if (action is RunAction.Cancel)
        {
            await parts.CancelsAreWaiting(cancel);
        }

        return new ActionResponse(
            outcome.Selected, outcome.CountDiffers,
            [.. outcome.Touched.Select(run => new TouchedRunView(run.Run, run.Routine, run.OrderDate, run.From, run.To, run.Changed))],
            [.. outcome.Refused.Select(run => run.ToView())]);
    }

    public async Task<RerunResponse> RerunAsync(RunTarget target, Because because, CancellationToken cancel)
    {
        target.Check();
        LongestTexts.Check(because);
        return await HandMadeRuns.RerunAsync(target, because, await OpenAsync(cancel), cancel);
    }

    public async Task<IReadOnlyList<RoutineView>> RoutinesAsync(CancellationToken cancel)
    {
        var inputs = await InputsAsync(cancel);
        return
        [
            .. inputs.Stored.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal).Select(entry => new RoutineView(
                inputs.Routines[entry.Key], entry.Value.Version.Number, entry.Value.Version.Definition.Hash, entry.Value.ActiveFrom,
                entry.Value.RetiredAt, entry.Value.Version.Author.Name, entry.Value.Version.At)),
        ];
    }

    public async Task<CalendarSet> CalendarsAsync(CancellationToken cancel) => (await InputsAsync(cancel)).Calendars;

    private async Task<ClientParts> OpenAsync(CancellationToken cancel)
    {
        await open(cancel);
        return partsOf();
    }

    private async Task<PlanningInputs> InputsAsync(CancellationToken cancel) => await (await OpenAsync(cancel)).Book.ReadAsync(cancel);
}
