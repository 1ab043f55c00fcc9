using NodaTime;
using RoutineScheduler.Loading;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>A load's report, from what was planned and what became of it.</summary>
internal static class LoadResponses
{
    public static LoadResponse Of(LoadedDay loaded, LoadRequest request, Instant startedAt)
    {
        var (plan, outcome, inputs) = (loaded.Plan, loaded.Outcome, loaded.Inputs);
        var notes = plan.Notes();
        var planned = plan.Runs.Select(run => new LoadedRun(
            run.Terms.Routine, inputs.NameOf(run.Terms.Routine), inputs.Routines[run.Terms.Routine].Type, run.DueAt,
            notes.GetValueOrDefault(run.Terms.Routine, [])));
        var ignored = plan.Against
            .SelectMany(against => against.Routines, (against, routine) => new IgnoredRoutine(routine, inputs.NameOf(routine), against.Texts))
            .OrderBy(one => one.Routine.Value, StringComparer.Ordinal);
        return new LoadResponse(
            plan.Date, StatusOf(outcome.Result), request.Preview, plan.Hash, outcome.Counts.ToTotals(), [.. planned], [.. ignored],
            [.. outcome.Changes.Select(change => ToView(change, inputs, plan.Date))], startedAt, loaded.Took)
        {
            Report = ReportOf(loaded, startedAt),
            WouldRegister = inputs.WouldRegister is { ChangesNothing: false } report ? report.ToView() : null,
            PastTheirTime = plan.Runs.Where(AddedBy(outcome)).Count(
                run => run.Bounds.LateBy(request.IncludeEarlier ? LateBounds.By(run.PlannedAt, startedAt) : null).StartUntil <= startedAt),
        };
    }

    private static LoadStatus StatusOf(LoadResult result) => result switch
    {
        LoadResult.Loaded => LoadStatus.Loaded,
        LoadResult.AlreadyLoaded => LoadStatus.AlreadyLoaded,
        LoadResult.Reloaded => LoadStatus.Reloaded,
        LoadResult.PlanChanged => LoadStatus.PlanChanged,
        LoadResult.DefinitionsUnreadable => LoadStatus.DefinitionsUnreadable,
        // DefinitionsChanged: the loader has planned again.
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static LoadReport ReportOf(LoadedDay loaded, Instant startedAt)
    {
        var (plan, outcome) = (loaded.Plan, loaded.Outcome);
        var status = outcome.Result switch
        {
            LoadResult.AlreadyLoaded => LoadReportStatus.AlreadyLoaded,
            LoadResult.PlanChanged => LoadReportStatus.Refused,
            LoadResult.DefinitionsUnreadable => LoadReportStatus.Unreadable,
            _ when plan.Undecided > 0 => LoadReportStatus.LoadedWithErrors,
            _ => LoadReportStatus.Loaded,
        };
        var facts = new LoadReportFacts(
            startedAt, startedAt + loaded.Took, loaded.Trigger, loaded.Actor.Name, outcome.Counts.Added, outcome.Counts.Moved,
            outcome.Counts.Superseded);
        return LoadReport.Of(plan, DateTimeZoneProviders.Tzdb[loaded.Inputs.Settings.Zone], status, facts, AddedBy(outcome));
    }

    /// <summary>The first load of a date adds all runs, and lists none of them as a change.</summary>
    private static Func<PlannedRun, bool> AddedBy(LoadOutcome outcome)
    {
        var added = outcome.Changes.Where(change => change.Kind == LoadChangeKind.Added)
            .Select(change => (change.Routine, change.ToSlot)).ToHashSet();
        return outcome.Result == LoadResult.Loaded ? _ => true : run => added.Contains((run.Terms.Routine, run.Slot));
    }

    private static ReloadedRun ToView(LoadChange change, PlanningInputs inputs, LocalDate date)
    {
        var start = inputs.Planner.Knows(change.Routine) ? inputs.Planner.StartOf(change.Routine, date) : (Instant?)null;
        return new ReloadedRun(change.Kind.ToString(), change.Run?.Value, change.Routine, At(start, change.FromSlot), At(start, change.ToSlot));
    }

    private static Instant? At(Instant? start, int? slot) => start is { } from && slot is { } seconds ? from + Duration.FromSeconds(seconds) : null;
}
