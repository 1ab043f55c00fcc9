using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;

namespace RoutineScheduler.Routines;

/// <summary>
/// What recurs, when, and under which policies. A value: two routines with the same <see cref="RoutineJson">canonical JSON</see> are the same
/// version. Nothing is checked until <see cref="RoutineValidation"/> sees it together with the others, so that all problems come at once.
/// </summary>
public sealed record Routine
{
    public const int LowestPriority = 999;

    public required RoutineKey Key { get; init; }

    /// <summary>What people read. Null: the key.</summary>
    public string? Name { get; init; }

    /// <summary>A path label such as <c>prices/b3</c>; empty: none.</summary>
    public string Folder { get; init; } = "";

    public RoutineType Type { get; init; } = RoutineType.Daily;

    /// <summary>Of Daily and Monthly routines; null for the others.</summary>
    public CronText? Cron { get; init; }

    /// <summary>The interval of a Cyclic routine, in elapsed time; null for the others.</summary>
    public Duration? Every { get; init; }

    /// <summary>Null: every day.</summary>
    public DayRule? DayGroup { get; init; }

    /// <summary>When the first attempt may start; of a Cyclic routine also where its grid begins and ends. Null: the whole order day.</summary>
    public RunWindow? Window { get; init; }

    /// <summary>An id of NodaTime's tzdb. Null: the scheduler's.</summary>
    public string? Zone { get; init; }

    /// <summary>What "business day" means where no calendar is named. Null: the scheduler's DefaultCalendar.</summary>
    public string? Calendar { get; init; }

    /// <summary>The first order date. Null: no limit.</summary>
    public LocalDate? ValidFrom { get; init; }

    /// <summary>The last order date. Null: no limit.</summary>
    public LocalDate? ValidTo { get; init; }

    /// <summary>An automatic load plans no slot before it. Null: the instant of first registration.</summary>
    public Instant? ActiveFrom { get; init; }

    public required string Executor { get; init; }

    /// <summary>A JSON object, templates unresolved; written canonically whatever its spacing and order.</summary>
    public string Parameters { get; init; } = "{}";

    /// <summary>0–<see cref="LowestPriority"/>; smaller goes first.</summary>
    public int Priority { get; init; } = 50;

    /// <summary>How many runs at once, over all dates and nodes. Null: no limit.</summary>
    public int? MaxConcurrent { get; init; } = 1;

    /// <summary>Null: Skip for a Cyclic routine, Queue for the others.</summary>
    public OverlapPolicy? Overlap { get; init; }

    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    public Duration TimeOut { get; init; } = Duration.FromHours(1);

    /// <summary>How long an attempt may take to honour its token.</summary>
    public Duration GraceFor { get; init; } = Duration.FromSeconds(10);

    /// <summary>Later than this after it was due a run is useless. Null: the interval of a Cyclic routine; no limit for the others.</summary>
    public Duration? StartWithin { get; init; }

    /// <summary>
    /// A run without an attempt is kept until the start of the date after this many business days; 0: until the end of its own date.
    /// </summary>
    public int KeepPending { get; init; } = 1;

    /// <summary>Wall-clock time of the order date that ends retries. Null: the KeepPending bound.</summary>
    public WallTime? RetryUntil { get; init; }

    public Duration PollEvery { get; init; } = Duration.FromMinutes(5);

    /// <summary>Wall-clock time of the order date at which the last poll happens. Null: the window's until, else the end of the order day.</summary>
    public WallTime? PollUntil { get; init; }

    public CatchUpPolicy CatchUp { get; init; } = CatchUpPolicy.All;

    /// <summary>Whether an attempt that ignored its token past GraceFor may be tried again although it may still be writing.</summary>
    public bool RetryAbandoned { get; init; }

    public IReadOnlyList<After> After { get; init; } = [];

    internal string DisplayName => Name ?? Key.Value;

    internal OverlapPolicy OverlapOrDefault => Overlap ?? (Type == RoutineType.Cyclic ? OverlapPolicy.Skip : OverlapPolicy.Queue);

    internal Duration? StartWithinOrDefault => StartWithin ?? (Type == RoutineType.Cyclic ? Every : null);
}
