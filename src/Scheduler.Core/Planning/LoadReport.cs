using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>What a load did with one order date, as data; <see cref="LoadReportText"/> writes it for people.</summary>
internal sealed record LoadReport
{
    public required LocalDate Date { get; init; }

    public required Instant BeganAt { get; init; }

    public required Instant EndedAt { get; init; }

    /// <summary>The scheduler's: the clock of <see cref="BeganAt"/> and <see cref="EndedAt"/> as people read it.</summary>
    public required DateTimeZone Zone { get; init; }

    public required LoadReportStatus Status { get; init; }

    /// <summary>Who or what started it, as "StartUp".</summary>
    public required string Trigger { get; init; }

    /// <summary>The actor, as "ana@desk".</summary>
    public required string By { get; init; }

    /// <summary>Routines decided on.</summary>
    public required int Processed { get; init; }

    public required int Added { get; init; }

    public int Moved { get; init; }

    public int Superseded { get; init; }

    /// <summary>Routines that do not run on the date.</summary>
    public required int Ignored { get; init; }

    /// <summary>Of those, how many could not be decided.</summary>
    public int Undecided { get; init; }

    /// <summary>In the order of the routines' keys, then of time.</summary>
    public required IReadOnlyList<ReportedRun> Runs { get; init; }

    /// <summary>In the order of the routines' keys.</summary>
    public required IReadOnlyList<ReportedAgainst> Against { get; init; }

    public Duration Took => EndedAt - BeganAt;

    /// <summary>As the old system called its file: <c>ROTINA-DIARIA-20112026.txt</c>.</summary>
    public string FileName => $"ROTINA-DIARIA-{Date:ddMMuuuu}.txt";

    /// <summary>What the plan says, beside what the load tells of itself.</summary>
    /// <param name="zone">The scheduler's own.</param>
    /// <param name="isAdded">Which of the planned runs were added. Null: all of them.</param>
    public static LoadReport Of(
        DayPlan plan, DateTimeZone zone, LoadReportStatus status, LoadReportFacts facts, Func<PlannedRun, bool>? isAdded = null)
    {
        var (runs, against) = plan.Report(isAdded);
        return new LoadReport
        {
            Date = plan.Date,
            BeganAt = facts.BeganAt,
            EndedAt = facts.EndedAt,
            Zone = zone,
            Status = status,
            Trigger = facts.Trigger,
            By = facts.By,
            Processed = plan.Processed,
            Added = facts.Added,
            Moved = facts.Moved,
            Superseded = facts.Superseded,
            Ignored = against.Count,
            Undecided = plan.Undecided,
            Runs = runs,
            Against = against,
        };
    }
}

/// <summary>How a load ended.</summary>
internal enum LoadReportStatus
{
    Loaded = 0,

    /// <summary>Some decisions are undecided; all others are loaded.</summary>
    LoadedWithErrors = 1,

    /// <summary>The date was loaded with the same plan: nothing was done.</summary>
    AlreadyLoaded = 2,

    /// <summary>The plan is another than the one that was previewed: nothing was done.</summary>
    Refused = 3,

    /// <summary>The date is loaded, and not all definitions can be read: nothing was done.</summary>
    Unreadable = 4,
}

/// <param name="Due">On the clock of the routine's zone.</param>
internal sealed record ReportedRun(RoutineKey Routine, string Name, RoutineType Type, LocalDateTime Due);

/// <param name="Reasons">In the words of plans, as <c>Holiday(b3, "Consciência Negra")</c>.</param>
internal sealed record ReportedAgainst(RoutineKey Routine, string Name, RoutineType Type, IReadOnlyList<string> Reasons)
{
    public IReadOnlyList<DecisionReason> Decided { get; init; } = [];
}

/// <summary>What only the load knows.</summary>
internal sealed record LoadReportFacts(Instant BeganAt, Instant EndedAt, string Trigger, string By, int Added, int Moved = 0, int Superseded = 0);
