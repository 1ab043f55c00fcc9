using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>The daily loads.</summary>
internal sealed class InMemoryLoadLedger(MemorySteps steps, MemoryTables tables) : ILoadLedger
{
    private RunTable Runs => tables.Runs;

    public Task<LoadOutcome> LoadAsync(DayLoad load, CancellationToken cancel) => steps.ChangeAsync(now => Load(load, now), cancel);

    public Task<LoadOutcome> PreviewAsync(DayLoad load, CancellationToken cancel) =>
        steps.QuietlyAsync(now => Outcome(load, Decide(load, now), now), cancel);

    public Task<LoadRow?> FindAsync(LocalDate date, CancellationToken cancel) => steps.QuietlyAsync(_ => RowOf(date), cancel);

    public Task<IReadOnlyList<LoadRow>> ListAsync(LocalDate from, LocalDate to, CancellationToken cancel) =>
        steps.QuietlyAsync<IReadOnlyList<LoadRow>>(_ => [.. tables.Loads.Values.Where(row => row.Date >= from && row.Date <= to)], cancel);

    public Task<IReadOnlyList<DecidedAgainst>> ReadDecisionsAsync(LocalDate date, CancellationToken cancel) =>
        steps.QuietlyAsync(_ => tables.Decisions.GetValueOrDefault(date) ?? [], cancel);

    public Task<bool> MarkStaleAsync(LocalDate date, string? staleHash, CancellationToken cancel) =>
        steps.QuietlyAsync(
            _ =>
            {
                if (RowOf(date) is not { } row || row.StaleHash == staleHash)
                {
                    return false;
                }

                tables.Loads[date] = row with { StaleHash = staleHash };
                return true;
            },
            cancel);

    public Task SkipAsync(LocalDate date, string reason, Actor actor, CancellationToken cancel) =>
        steps.QuietlyAsync(now => tables.Loads.TryAdd(date, LoadRows.Skipped(date, reason, actor, now)), cancel);

    private LoadOutcome Load(DayLoad load, Instant now)
    {
        var decision = Decide(load, now);
        var outcome = Outcome(load, decision, now);
        if (!decision.Applies)
        {
            return outcome;
        }

        var added = decision.Steps.Select(step => Apply(step, load, now)).OfType<RunId>().ToList();
        PinCalendars(load);
        AskAgain(load.Date, decision, now);
        tables.Decisions[load.Date] = LoadRows.Distinct(load.Against);
        tables.Loads[load.Date] = LoadRows.Loaded(load, decision.Counts, now);
        return outcome with { Changes = decision.Changes(added) };
    }

    private LoadDecision Decide(DayLoad load, Instant now) =>
        LoadDecision.Decide(load, RowOf(load.Date), tables.DefinitionsMark, () => ExistingOn(load.Date), now);

    private LoadOutcome Outcome(DayLoad load, LoadDecision decision, Instant now) =>
        new(decision.Result, RowOf(load.Date), decision.Counts, decision.Changes(), now);

    private LoadRow? RowOf(LocalDate date) => tables.Loads.GetValueOrDefault(date);

    private Dictionary<RoutineKey, IReadOnlyList<ExistingRun>> ExistingOn(LocalDate date) =>
        Runs.IdsOf(date).Select(id => Runs[id]).Where(run => run.Row.Trigger == RunTrigger.Planned).GroupBy(run => run.Row.Routine)
            .ToDictionary(runs => runs.Key, runs => (IReadOnlyList<ExistingRun>)[.. runs.Select(AsExisting)]);

    private static ExistingRun AsExisting(StoredRun run) => new(run.Row.Id, run.Row.Slot, run.Row.Version, run.Facts)
    {
        LateBy = run.LateBy, Bypass = run.Bypass, Bounds = run.Bounds, Edges = [.. run.Edges.Select(edge => edge.Planned)],
    };

    /// <returns>The id of a run that was added.</returns>
    private RunId? Apply(LoadStep step, DayLoad load, Instant now)
    {
        if (step is { Kind: LoadChangeKind.Added, Planned: { } planned })
        {
            var id = Runs.NextId;
            Runs.Add(PlannedRuns.Added(id, planned, step, load.CalendarsAsOf, now));
            return id;
        }

        if (step is { Run: { } existing, Change: { } change, After: { } after })
        {
            var run = Runs[existing.Id.Value];
            var pinned = step.Pins ? PlannedRuns.Pinned(run, step) : run;
            tables.Changes.Write(pinned, change, after, now, load.Actor);
        }

        return null;
    }

    /// <summary>Also where nothing else of the run has changed: its templates ask the calendars of the newest load.</summary>
    private void PinCalendars(DayLoad load)
    {
        var planned = Runs.IdsOf(load.Date).Select(id => Runs[id])
            .Where(run => run.Row.Trigger == RunTrigger.Planned && run.Facts.HasNotStarted() && !load.Undecided.Contains(run.Row.Routine)).ToList();
        planned.ForEach(run => Runs.Put(run with { CalendarsAsOf = load.CalendarsAsOf }));
    }

    /// <summary>
    /// Every run of the date that has not started, and whoever waits elsewhere for a routine whose runs of this date are others now.
    /// </summary>
    private void AskAgain(LocalDate date, LoadDecision decision, Instant now)
    {
        var changed = decision.Steps.Where(step => step.ChangesMembers).Select(step => step.Routine).Distinct();
        var elsewhere = changed.SelectMany(routine => Runs.WaitingFor(new RoutineDate(routine, date)));
        tables.Edges.Ask(Runs.IdsOf(date).Union(elsewhere).Where(id => Runs[id].Edges.Count > 0).Order(), now);
    }
}
