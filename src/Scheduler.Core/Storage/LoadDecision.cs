using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>
/// What a load does with its date, decided from what is there: for <see cref="ILoadLedger.LoadAsync"/> and its preview, in every store.
/// </summary>
/// <param name="Steps">
/// By routine, in the order of the keys; then the runs to add, by due instant, then by routine: they get their ids in this order.
/// Empty where nothing is done.
/// </param>
internal sealed record LoadDecision(LoadResult Result, LoadCounts Counts, IReadOnlyList<LoadStep> Steps)
{
    private static readonly IReadOnlyList<ExistingRun> NoRuns = [];

    private static readonly IReadOnlyList<PlannedRun> NoSlots = [];

    /// <summary>Whether the store writes anything.</summary>
    public bool Applies => Result is LoadResult.Loaded or LoadResult.Reloaded;

    /// <param name="before">The date's row as it is; null where it has none.</param>
    /// <param name="definitionsMark">As it is now, in the transaction.</param>
    /// <param name="existing">The date's planned runs by routine, whatever their state; only asked where the load applies.</param>
    /// <exception cref="ArgumentException">The load names a run of another date, or one slot twice.</exception>
    public static LoadDecision Decide(
        DayLoad load, LoadRow? before, long definitionsMark, Func<IReadOnlyDictionary<RoutineKey, IReadOnlyList<ExistingRun>>> existing, Instant now)
    {
        var isLoaded = before is { State: not LoadState.Skipped };
        if (load.DefinitionsMark is { } mark && mark != definitionsMark)
        {
            return Nothing(LoadResult.DefinitionsChanged, load);
        }

        if (load.ExpectedHash is { } expected && expected != load.PlanHash)
        {
            return Nothing(LoadResult.PlanChanged, load);
        }

        if (isLoaded && before!.Hash == load.PlanHash)
        {
            return Nothing(LoadResult.AlreadyLoaded, load);
        }

        if (!load.HasSettings || (isLoaded && !load.IsWhole))
        {
            return Nothing(LoadResult.DefinitionsUnreadable, load);
        }

        var steps = DecideSteps(load, existing(), isLoaded && load.FutureOnly, now);
        return new LoadDecision(isLoaded ? LoadResult.Reloaded : LoadResult.Loaded, Count(load, steps), steps);
    }

    /// <summary>Every run that was touched; additions to a date that had no runs are only counted.</summary>
    /// <param name="added">The ids of the added runs, in the order of the steps; null in a preview.</param>
    public IReadOnlyList<LoadChange> Changes(IReadOnlyList<RunId>? added = null)
    {
        if (Steps.All(step => step.Kind == LoadChangeKind.Added) && Result == LoadResult.Loaded)
        {
            return [];
        }

        var next = 0;
        return [.. Steps.Select(step => step.ToChange(step.Kind == LoadChangeKind.Added ? added?[next++] : null))];
    }

    private static LoadDecision Nothing(LoadResult result, DayLoad load) => new(result, Count(load, []), []);

    private static List<LoadStep> DecideSteps(
        DayLoad load, IReadOnlyDictionary<RoutineKey, IReadOnlyList<ExistingRun>> existing, bool futureOnly, Instant now)
    {
        var planned = Slots(load);
        var (each, steps) = (new LoadSteps(load, now), new List<LoadStep>(load.Runs.Count));
        foreach (var routine in planned.Keys.Union(existing.Keys).Except(load.Undecided).OrderBy(key => key.Value, StringComparer.Ordinal))
        {
            var slots = planned.GetValueOrDefault(routine, NoSlots);
            var matches = ReloadMatch.Decide(existing.GetValueOrDefault(routine, NoRuns), slots, slot => futureOnly && slot.PlannedAt <= now);
            steps.AddRange(matches.Select(match => each.Of(match, routine)).OfType<LoadStep>());
        }

        return WithAdditionsByDue(steps);
    }

    /// <summary>What is claimed together lies together: a batch of neighbours touches a few pages, one of strangers a page per run.</summary>
    private static List<LoadStep> WithAdditionsByDue(List<LoadStep> steps) =>
    [
        .. steps.Where(step => step.Kind != LoadChangeKind.Added),
        .. steps.Where(step => step.Kind == LoadChangeKind.Added).OrderBy(step => step.After!.DueAt),
    ];

    private static Dictionary<RoutineKey, IReadOnlyList<PlannedRun>> Slots(DayLoad load)
    {
        var planned = load.Runs.GroupBy(run => run.Terms.Routine).ToDictionary(runs => runs.Key, runs => (IReadOnlyList<PlannedRun>)[.. runs]);
        foreach (var (routine, runs) in planned)
        {
            if (runs.FirstOrDefault(run => run.OrderDate != load.Date) is { } stranger)
            {
                throw new ArgumentException(
                    $"The load of {load.Date} has a run of {routine} for {stranger.OrderDate}; one load covers one order date.", nameof(load));
            }

            if (runs.GroupBy(run => run.Slot).FirstOrDefault(slot => slot.Count() > 1) is { } twice)
            {
                throw new ArgumentException($"The load of {load.Date} has slot {twice.Key} of {routine} twice; a slot is one run.", nameof(load));
            }
        }

        return planned;
    }

    private static LoadCounts Count(DayLoad load, IReadOnlyList<LoadStep> steps)
    {
        var by = steps.CountBy(step => step.Kind).ToDictionary();
        var ignored = load.Against.SelectMany(against => against.Routines).ToHashSet();
        var processed = ignored.Union(load.Runs.Select(run => run.Terms.Routine)).Count();
        return new LoadCounts(
            processed, load.Runs.Count, ignored.Count, load.Undecided.Count,
            by.GetValueOrDefault(LoadChangeKind.Added), by.GetValueOrDefault(LoadChangeKind.Revived), by.GetValueOrDefault(LoadChangeKind.Moved),
            by.GetValueOrDefault(LoadChangeKind.Repinned), by.GetValueOrDefault(LoadChangeKind.Superseded),
            by.GetValueOrDefault(LoadChangeKind.MarkedNotInPlan), by.GetValueOrDefault(LoadChangeKind.AlreadyRan));
    }
}
