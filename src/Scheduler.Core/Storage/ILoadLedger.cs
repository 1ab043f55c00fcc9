using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>The daily loads: which dates were loaded with which plan, and what was decided.</summary>
internal interface ILoadLedger
{
    /// <summary>
    /// Puts one order date's plan into the queue: the load row, the decisions, the runs, their edges, in one transaction and nothing else in
    /// it. Existing runs are matched per routine by <see cref="ReloadMatch"/>; the unique key of a planned run is (routine, order date,
    /// slot), for ever. Loads of one date follow one another; whatever started meanwhile is left as it is and reported. A load with the hash
    /// that the date already has changes nothing; nor does one that was planned before the newest registration that wrote something.
    /// </summary>
    Task<LoadOutcome> LoadAsync(DayLoad load, CancellationToken cancel);

    /// <summary>What <see cref="LoadAsync"/> would do now. Writes nothing.</summary>
    Task<LoadOutcome> PreviewAsync(DayLoad load, CancellationToken cancel);

    /// <summary>Null where the date was never loaded.</summary>
    Task<LoadRow?> FindAsync(LocalDate date, CancellationToken cancel);

    /// <summary>In the order of the dates, both ends included.</summary>
    Task<IReadOnlyList<LoadRow>> ListAsync(LocalDate from, LocalDate to, CancellationToken cancel);

    /// <summary>The "no" decisions of a loaded date: one row per distinct set of reasons.</summary>
    Task<IReadOnlyList<DecidedAgainst>> ReadDecisionsAsync(LocalDate date, CancellationToken cancel);

    /// <summary>
    /// Records that the date's plan has become another one (ReloadOnChange Ask); null takes the mark back. False where it was so already.
    /// </summary>
    Task<bool> MarkStaleAsync(LocalDate date, string? staleHash, CancellationToken cancel);

    /// <summary>Records a date that is not caught up: too old, or its load fails. Nothing where the date has a load row.</summary>
    Task SkipAsync(LocalDate date, string reason, Actor actor, CancellationToken cancel);
}

/// <summary>One order date's plan, ready for the queue.</summary>
internal sealed record DayLoad
{
    public required LocalDate Date { get; init; }

    /// <summary>See <see cref="LoadRow.Hash"/>.</summary>
    public required string PlanHash { get; init; }

    /// <summary>
    /// What it was planned with (<see cref="StoredCalendars.CalendarsAsOf"/>).
    /// A load that applies pins every planned run of the date that has not started to it, but those of routines that are undecided.
    /// </summary>
    public required long CalendarsAsOf { get; init; }

    /// <summary>
    /// The mark (<see cref="IRoutineStore.ReadMarkAsync"/>) of the definitions that it was planned from. Null: whatever they are.
    /// </summary>
    public long? DefinitionsMark { get; init; }

    /// <summary>
    /// False where some definitions could not be read, as those of a newer release: a date that is loaded is then left as it is.
    /// </summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>False where the settings could not be read that every plan rests on: then no date is loaded with it, loaded or not.</summary>
    public bool HasSettings { get; init; } = true;

    public required IReadOnlyList<PlannedRun> Runs { get; init; }

    public required IReadOnlyList<DecidedAgainst> Against { get; init; }

    /// <summary>
    /// Slots at or before the store's now are paired, but neither added nor moved to (ReloadOnChange Future). Only where the date is loaded already.
    /// </summary>
    public bool FutureOnly { get; init; }

    /// <summary>Apply only if the date's plan still is this one: by hand, after a preview.</summary>
    public string? ExpectedHash { get; init; }

    /// <summary>Routines that are gone from the code: the cause of their superseded runs is Retired.</summary>
    public IReadOnlySet<RoutineKey> Retired { get; init; } = new HashSet<RoutineKey>();

    /// <summary>
    /// Runs that are late when they are made keep their bounds this much later (IncludeEarlier):
    /// RunBounds.Late decides it per run, in the store's transaction.
    /// </summary>
    public bool IncludesEarlier { get; init; }

    /// <summary>
    /// Those of <see cref="Against"/> of which nothing is known: the load ends with errors, and leaves them the runs that they have, calendars
    /// included.
    /// </summary>
    public IReadOnlySet<RoutineKey> Undecided { get; init; } = new HashSet<RoutineKey>();

    /// <summary>For the row: "Automatic", "StartUp", "CatchUp", "Reload", "ByHand".</summary>
    public required string Trigger { get; init; }

    public required Actor Actor { get; init; }
}

/// <param name="Reasons">The printed reasons, in the planner's order; as they are stored.</param>
internal sealed record DecidedAgainst(IReadOnlyList<string> Reasons, IReadOnlyList<RoutineKey> Routines);

internal enum LoadState
{
    Loaded = 0,

    /// <summary>Loaded, but some decisions are Undecided.</summary>
    LoadedWithErrors = 1,

    /// <summary>Not caught up: <see cref="LoadRow.Reason"/> is TooOld or LoadFailed.</summary>
    Skipped = 2,
}

/// <param name="Hash">The plan hash that was loaded; empty where the date was skipped.</param>
/// <param name="IncludesEarlier">As the load said: a later reload compares and plans the same way. Stored with the row.</param>
/// <param name="StaleHash">The plan that the definitions give now, where that is another one and nobody reloaded.</param>
internal sealed record LoadRow(
    LocalDate Date, LoadState State, string Hash, string? StaleHash, Instant At, string Trigger, Actor Actor, LoadCounts Counts, string? Reason,
    bool IncludesEarlier);

/// <param name="Processed">Routines decided on.</param>
/// <param name="Planned">Runs that the date has in the plan.</param>
/// <param name="Ignored">Routines that do not run on the date.</param>
internal sealed record LoadCounts(
    int Processed, int Planned, int Ignored, int Undecided, int Added, int Revived, int Moved, int Repinned, int Superseded, int MarkedNotInPlan,
    int StandingFor);

/// <param name="Result">What happened as a whole.</param>
/// <param name="Changes">Every run that a reload touched; additions to a date that had no runs are only counted.</param>
internal sealed record LoadOutcome(LoadResult Result, LoadRow? Before, LoadCounts Counts, IReadOnlyList<LoadChange> Changes, Instant AsOf);

internal enum LoadResult
{
    Loaded = 0,

    /// <summary>The same plan hash: nothing was done.</summary>
    AlreadyLoaded = 1,

    /// <summary>The date was loaded before, with another hash.</summary>
    Reloaded = 2,

    /// <summary>ExpectedHash is not the plan's: nothing was done.</summary>
    PlanChanged = 3,

    /// <summary>Others were registered since it was planned: nothing was done. Plan again.</summary>
    DefinitionsChanged = 4,

    /// <summary>The date is loaded, and this plan is not whole; or it has no settings: nothing was done.</summary>
    DefinitionsUnreadable = 5,
}

internal sealed record LoadChange(LoadChangeKind Kind, RunId? Run, RoutineKey Routine, int? FromSlot, int? ToSlot);

internal enum LoadChangeKind
{
    Added = 0,
    Revived = 1,
    Moved = 2,

    /// <summary>Same slot, new version.</summary>
    Repinned = 3,

    Superseded = 4,
    MarkedNotInPlan = 5,

    /// <summary>A run that started or that a person closed stands for a new slot, which is not added.</summary>
    AlreadyRan = 6,

    /// <summary>A new slot that is not later than now: not added.</summary>
    TooLate = 7,

    /// <summary>It had started when it left the plan; the mark is taken back.</summary>
    InPlanAgain = 8,
}
