using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;
using RoutineScheduler.Journal;
using RoutineScheduler.Loading;
using RoutineScheduler.Planning;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>Opens the scheduler at the first question, so that a tool need not start the host.</summary>
internal sealed class SchedulerClient(Func<CancellationToken, Task> open, Func<ClientParts> partsOf) : ISchedulerClient
{
    public async Task<LoadResponse> LoadAsync(LoadRequest request, CancellationToken cancel)
    {
        var parts = await OpenAsync(cancel);
        var started = await parts.Storage.Queries.NowAsync(cancel);
        var load = new DateLoad(request.Date, "ByHand", ActorOf(request.Because, parts))
        {
            IsPreview = request.Preview, ExpectedHash = request.ExpectedHash, IncludesEarlier = request.IncludeEarlier,
        };
        var loaded = await parts.Loader.LoadAsync(load, cancel);
        return LoadResponses.Of(loaded, request, started);
    }

    public async Task<PlanResponse> PlanAsync(PlanRequest request, CancellationToken cancel)
    {
        if (request.To < request.From || Period.DaysBetween(request.From, request.To) >= 366)
        {
            throw new ArgumentException($"A plan covers 1 to 366 dates; {request.From:R} to {request.To:R} does not.", nameof(request));
        }

        var inputs = await InputsAsync(cancel);
        foreach (var routine in request.Routines)
        {
            Require(inputs, routine);
        }

        var decisions = from decision in Asked(inputs.Planner, request)
                        where request.IncludeIgnored || decision.Runs.Count > 0
                        select decision.ToView(inputs);
        return new PlanResponse([.. decisions]);
    }

    /// <summary>By date, then by key. Only the routines that were asked for are planned; a retired one is in no plan.</summary>
    private static IEnumerable<Decision> Asked(Planner planner, PlanRequest request) => request.Routines.Count == 0
        ? planner.Plan(request.From, request.To).SelectMany(plan => plan.Decisions)
        : request.Routines.Distinct().Where(planner.Knows).SelectMany(routine => planner.PlanOne(routine, request.From, request.To))
            .OrderBy(decision => decision.OrderDate).ThenBy(decision => decision.Routine.Value, StringComparer.Ordinal);

    public async Task<RoutineExplanation> ExplainAsync(RoutineKey routine, LocalDate date, CancellationToken cancel)
    {
        var parts = await OpenAsync(cancel);
        var inputs = await parts.Book.ReadAsync(cancel);
        Require(inputs, routine);
        var explained = PlannerOf(inputs, routine).Explain(routine, date);
        var runs = await RunsAsync(new RunQuery { Routines = [routine], From = date, To = date, Limit = 10_000 }, cancel);
        var details = new List<RunDetails>();
        foreach (var run in runs.Take(RoutineExplanation.MostRuns))
        {
            details.Add((await FindRunAsync(run.Id, cancel))!);
        }

        var stored = (await parts.Storage.Loads.ReadDecisionsAsync(date, cancel)).FirstOrDefault(against => against.Routines.Contains(routine));
        var retired = inputs.Stored.TryGetValue(routine, out var known) ? known.RetiredAt : null;
        string[] gone = retired is { } at
            ? [$"retired since {ExplanationDetails.Local(at, ZoneOf(routine, inputs))}: no longer in the code"]
            : [];
        return new RoutineExplanation(
            explained.Decision.ToView(inputs), explained.NextDate, explained.NextAt, details, stored?.Reasons ?? [],
            string.Join("; ", [.. gone, explained.Text]), [.. gone, .. explained.Details])
        {
            RunsInAll = runs.Count,
            RetiredAt = retired,
            Explained = explained,
        };
    }

    public async Task<SchedulerStatus> StatusAsync(CancellationToken cancel)
    {
        var (parts, inputs) = (await OpenAsync(cancel), await InputsAsync(cancel));
        var now = await parts.Storage.Queries.NowAsync(cancel);
        var today = Today(inputs, inputs.Settings.Zone, now);
        var counts = (await parts.Storage.Queries.CountAsync(new RunFilter { From = today }, cancel)).ToDictionary();
        var open = new RunFilter { States = [.. Enum.GetValues<RunState>().Where(state => !state.HasEnded())] };
        foreach (var (state, count) in await parts.Storage.Queries.CountAsync(open, cancel))
        {
            counts[state] = count;   // the whole queue, whatever its dates
        }

        var loads = await parts.Storage.Loads.ListAsync(today.PlusDays(-366), today.PlusDays(366), cancel);
        var waiting = await parts.Storage.Queries.ListAsync(
            new RunFilter { States = [RunState.Pending, RunState.Recovering], DueAfter = now, Order = RunOrder.ByDue, Limit = SchedulerStatus.Most },
            cancel);
        var bad = await parts.Storage.Queries.ListAsync(StatusParts.Trouble(now), cancel);
        var ignored = await parts.Storage.Loads.ReadDecisionsAsync(today, cancel);
        return new SchedulerStatus(
            parts.Storage.Description, now, counts, StatusParts.Nodes(await parts.Storage.Nodes.ListAsync(cancel), now, parts.SilentFor),
            [.. StatusParts.Shown(loads, today).Select(load => load.ToView())],
            waiting.MinBy(run => run.Facts.DueAt)?.ToView(inputs), inputs.Routines.Count - inputs.Retired.Count,
            await parts.Storage.Nodes.FindOpenAbsenceAsync(cancel) is not null)
        {
            Today = today,
            LastLoaded = await StatusParts.LastLoadedAsync(loads, today, parts.Storage.Queries, cancel),
            OfToday = await parts.Storage.Queries.CountAsync(new RunFilter { From = today, To = today }, cancel),
            Bad = await TroubleAsync(parts.Storage.Queries, bad, inputs, cancel),
            Ignored =
            [
                .. ignored
                    .SelectMany(
                        against => against.Routines,
                        (against, routine) => new IgnoredRoutine(routine, inputs.NameOf(routine), against.Reasons))
                    .OrderBy(one => one.Routine.Value, StringComparer.Ordinal).Take(SchedulerStatus.Most),
            ],
            Next = [.. waiting.OrderBy(run => run.Facts.DueAt).Select(run => run.ToView(inputs))],
        };
    }

    /// <summary>A Missed run has its reasons in its history, a Failed one mostly in its last attempt.</summary>
    private static async Task<IReadOnlyList<TroubleView>> TroubleAsync(
        IRunQueries queries, IReadOnlyList<RunRow> runs, PlanningInputs inputs, CancellationToken cancel)
    {
        var troubles = new List<TroubleView>();
        foreach (var run in runs)
        {
            var why = run.Facts.State == RunState.Failed ? (await queries.AttemptsAsync(run.Id, cancel)).LastOrDefault()?.Message : null;
            var last = why is null ? (await queries.HistoryAsync(run.Id, cancel)).LastOrDefault() : null;
            troubles.Add(new TroubleView(run.ToView(inputs), why ?? last?.Reason ?? last?.Details));
        }

        return troubles;
    }

    public async Task<IReadOnlyList<RunView>> RunsAsync(RunQuery query, CancellationToken cancel)
    {
        var (parts, inputs) = (await OpenAsync(cancel), await CurrentAsync(cancel));
        var rows = await parts.Storage.Queries.ListAsync(query.ToFilter(), cancel);
        return [.. rows.Select(row => row.ToView(inputs))];
    }

    public async Task<RunDetails?> FindRunAsync(RunId run, CancellationToken cancel)
    {
        var (parts, inputs) = (await OpenAsync(cancel), await CurrentAsync(cancel));
        var queries = parts.Storage.Queries;
        if (await queries.FindAsync(run, cancel) is not { } row)
        {
            return null;
        }

        return new RunDetails(
            row.ToView(inputs), await queries.AttemptsAsync(run, cancel), await queries.HistoryAsync(run, cancel),
            [.. (await UnmetAsync(parts, row, cancel)).Select(reason => reason.ToString()!)], row.Facts.ExpiresAt, row.Facts.RetryUntil,
            row.Facts.PollUntil)
        {
            RerunOf = row.Trigger == RunTrigger.Rerun ? await RerunFamily.OriginAsync(row, queries, cancel) : null,
        };
    }

    public async Task<IReadOnlyList<LogEntry>> LogsAsync(LogQuery query, CancellationToken cancel)
    {
        if (query.Limit is < 1 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, "LogQuery.Limit is 1 to 10,000.");
        }

        var parts = await OpenAsync(cancel);
        return await parts.Storage.Journal.ReadAsync(
            new LogFilter
            {
                After = query.After, AtLeast = query.AtLeast, Run = query.Run, Routine = query.Routine, OrderDate = query.OrderDate,
                Since = query.Since, Limit = query.Limit,
            },
            cancel);
    }

    public async Task<OrderResponse> OrderAsync(Order order, CancellationToken cancel)
    {
        LongestReason.Check(order.Reason);
        var parts = await OpenAsync(cancel);
        var inputs = await parts.Book.ReadAsync(cancel);
        var routine = Require(inputs, order.Routine);
        var now = await parts.Storage.Queries.NowAsync(cancel);
        var date = order.Date ?? Today(inputs, routine.Zone ?? inputs.Settings.Zone, now);
        if (inputs.Retired.Contains(order.Routine))
        {
            return OrderResponse.Not(date, new OrderRefusal.Retired(order.Routine));
        }

        var made = inputs.Planner.Order(order.Routine, date, now, order.Now);
        if (routine.Type == RoutineType.Eventual && made.OutsideDayGroup is { } reason && !order.Force)
        {
            return OrderResponse.Not(date, new OrderRefusal.OutsideDayGroup(reason.ToString(), date));
        }

        var run = new RunToOrder(made.Terms, inputs.CalendarsAsOf, made.OrderDate, made.BaseDate, made.DueAt, made.Bounds, made.Edges, order.Key);
        var ordered = await parts.Storage.Actions.OrderAsync(run, ActorOf(new Because(order.Reason, order.Actor), parts), order.Reason, cancel);
        var other = ordered.IsNew ? null : await parts.Storage.Queries.FindAsync(ordered.Run, cancel);
        return other is null || (other.Routine == order.Routine && other.OrderDate == date)
            ? new OrderResponse(ordered.Run, ordered.IsNew, date, null)
            : OrderResponse.Not(date, new OrderRefusal.KeyUsed(order.Key!, other.Routine, other.OrderDate, other.Id));
    }

    public async Task<ActionResponse> ActAsync(RunAction action, RunTarget target, Because because, CancellationToken cancel)
    {
        if (target is { Ids.Count: 0, Query: null })
        {
            throw new ArgumentException("The target names no run: use RunTarget.One or RunTarget.All.", nameof(target));
        }

        LongestReason.Check(because.Reason);

        var parts = await OpenAsync(cancel);
        var selection = new RunSelection(target.Ids, target.Query?.ToFilter(), target.ExpectedCount);
        var outcome = await parts.Storage.Actions.ActAsync(selection, action.ToChange(), ActorOf(because, parts), because.Reason, cancel);
        if (action is RunAction.Cancel)
        {
            await parts.CancelsAreWaiting(cancel);
        }

        return new ActionResponse(
            outcome.Selected, outcome.CountDiffers,
            [.. outcome.Touched.Select(run => new TouchedRunView(run.Run, run.Routine, run.OrderDate, run.From, run.To, run.Changed))],
            [.. outcome.Refused.Select(run => run.ToView())]);
    }

    public async Task<RerunResponse> RerunAsync(RunId run, Because because, CancellationToken cancel)
    {
        LongestReason.Check(because.Reason);
        var parts = await OpenAsync(cancel);
        var inputs = await parts.Book.ReadAsync(cancel);
        var row = await parts.Storage.Queries.FindAsync(run, cancel);
        if (row is null)
        {
            return new RerunResponse(null, new RefusedRunView(run, "not found", $"There is no run {run}."));
        }

        var planner = PlannerOf(inputs, row.Routine);
        var root = row.Root == row.Id ? row : await parts.Storage.Queries.FindAsync(row.Root, cancel);
        var rootTime = root is { Trigger: RunTrigger.Planned } planned ? planned.PlannedAt : planner.StartOf(row.Routine, row.OrderDate);
        var made = planner.Rerun(row.Routine, row.OrderDate, rootTime, await parts.Storage.Queries.NowAsync(cancel));
        var template = new RunToOrder(made.Terms, inputs.CalendarsAsOf, made.OrderDate, row.BaseDate, made.DueAt, made.Bounds, made.Edges);
        var outcome = await parts.Storage.Actions.RerunAsync(run, template, ActorOf(because, parts), because.Reason, cancel);
        return new RerunResponse(outcome.Run, outcome.Refused?.ToView());
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

    /// <summary>What the store knows, and whether there is a living node that could execute it.</summary>
    private static async Task<IEnumerable<UnmetReason>> UnmetAsync(ClientParts parts, RunRow row, CancellationToken cancel)
    {
        var queries = parts.Storage.Queries;
        var unmet = (await queries.UnmetAsync([row.Id], cancel)).GetValueOrDefault(row.Id, []);
        if (row.Facts.State is not (RunState.Pending or RunState.Recovering or RunState.Held))
        {
            return unmet;
        }

        var (nodes, now) = (await parts.Storage.Nodes.ListAsync(cancel), await queries.NowAsync(cancel));
        return nodes.Any(node => node.IsAlive(now, parts.SilentFor) && node.Executors.Contains(row.Executor))
            ? unmet
            : unmet.Append(new UnmetReason.NoExecutor(row.Executor));
    }

    private async Task<ClientParts> OpenAsync(CancellationToken cancel)
    {
        await open(cancel);
        return partsOf();
    }

    private async Task<PlanningInputs> InputsAsync(CancellationToken cancel) => await (await OpenAsync(cancel)).Book.ReadAsync(cancel);

    private async Task<PlanningInputs> CurrentAsync(CancellationToken cancel) => await (await OpenAsync(cancel)).Book.CurrentAsync(cancel);

    private static Routine Require(PlanningInputs inputs, RoutineKey routine) => inputs.Routines.TryGetValue(routine, out var found)
        ? found
        : throw new UnknownRoutineException(routine, [.. inputs.Routines.Keys.Select(key => key.Value)]);

    /// <summary>A retired routine is in no plan, but may be asked about and run again.</summary>
    private static Planner PlannerOf(PlanningInputs inputs, RoutineKey routine)
    {
        if (inputs.Planner.Knows(routine))
        {
            return inputs.Planner;
        }

        var stored = inputs.Stored[routine];
        var (version, definition) = (stored.Version, stored.Version.Definition);
        var retired = stored.RetiredAt is { } at ? new Inactivity("retired", at) : null;
        var planned = RoutineToPlan.FromStored(definition.Key, definition.Json, definition.Hash, version.Id, stored.ActiveFrom, retired);
        return Planner.Create([planned], inputs.Calendars, inputs.Settings);
    }

    private static DateTimeZone ZoneOf(RoutineKey routine, PlanningInputs inputs) =>
        DateTimeZoneProviders.Tzdb[inputs.Routines[routine].Zone ?? inputs.Settings.Zone];

    private static LocalDate Today(PlanningInputs inputs, string zone, Instant now) =>
        OrderDay.At(now, DateTimeZoneProviders.Tzdb[zone], inputs.Settings.StartOfDay).Date;

    private static Actor ActorOf(Because because, ClientParts parts) => because.Actor is { Length: > 0 } name ? new Actor(name) : parts.Actor;
}
