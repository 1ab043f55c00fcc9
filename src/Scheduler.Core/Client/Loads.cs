using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <summary>A daily load by hand.</summary>
public sealed record LoadRequest(LocalDate Date)
{
    /// <summary>Only say what the load would do; the answer carries the hash to apply.</summary>
    public bool Preview { get; init; }

    /// <summary>From a preview: refused where the plan has changed in between. Null: load whatever the plan is now.</summary>
    public string? ExpectedHash { get; init; }

    /// <summary>Also slots before the routine was active.</summary>
    public bool IncludeEarlier { get; init; }

    public Because Because { get; init; }
}

public enum LoadStatus
{
    Loaded = 0,

    /// <summary>The date has this plan already: nothing was done.</summary>
    AlreadyLoaded = 1,

    /// <summary>The date had another plan.</summary>
    Reloaded = 2,

    /// <summary>The plan is no longer the previewed one: nothing was done.</summary>
    PlanChanged = 3,

    /// <summary>
    /// The date is loaded, and not all definitions can be read by this release, as where a newer one has stored them: nothing was done.
    /// Where its settings cannot be read, a date that is not loaded is left too.
    /// </summary>
    DefinitionsUnreadable = 4,
}

/// <summary>The load's report.</summary>
/// <param name="PlanHash">64 hexadecimal digits; what <see cref="LoadRequest.ExpectedHash"/> takes.</param>
/// <param name="Planned">The runs that the plan has for the date.</param>
/// <param name="Ignored">The routines that do not run on it, each with every reason.</param>
/// <param name="Changes">What a reload did to runs that were there.</param>
public sealed record LoadResponse(
    LocalDate Date, LoadStatus Status, bool IsPreview, string PlanHash, LoadTotals Totals, IReadOnlyList<LoadedRun> Planned,
    IReadOnlyList<IgnoredRoutine> Ignored, IReadOnlyList<ReloadedRun> Changes, Instant StartedAt, Duration Took)
{
    /// <summary>
    /// Of the runs that the load adds, those whose time to start is over: they will be Missed. <see cref="LoadRequest.IncludeEarlier"/> keeps them,
    /// unless they have a StartWithin.
    /// </summary>
    public int PastTheirTime { get; init; }

    /// <summary>
    /// What the load registers first, of a preview in a program whose definitions are not those that are stored. Null: the stored ones are planned.
    /// </summary>
    public DefinitionChanges? WouldRegister { get; init; }

    /// <summary>As the old system called its file: ROTINA-DIARIA-20112026.txt.</summary>
    public string FileName => Report.FileName;

    /// <summary>Always there: only a load makes a response.</summary>
    internal LoadReport Report { get; init; } = null!;

    /// <summary>The report for people: header, counts, one line per added run and one per ignored routine with its reasons.</summary>
    /// <param name="language">"pt-BR" or "pt"; any other is English.</param>
    public string ToText(string language = "en") => LoadReportText.Of(Report, language);
}

/// <summary>What registering a program's definitions changes; another ActiveFrom is not told.</summary>
/// <param name="Retired">They were stored, and the program has them no more: nothing of them is planned.</param>
/// <param name="Returned">They were retired, and are active from now.</param>
/// <param name="Calendars">How many of them are new, or have other dates.</param>
/// <param name="Settings">Zone, StartOfDay, DefaultCalendar or day fields are others.</param>
public sealed record DefinitionChanges(
    IReadOnlyList<RoutineKey> New, IReadOnlyList<RoutineKey> Changed, IReadOnlyList<RoutineKey> Retired, IReadOnlyList<RoutineKey> Returned,
    int Calendars, bool Settings);

/// <param name="Processed">Routines decided on.</param>
/// <param name="StandingFor">New slots for which a run stands that started, or that a person closed.</param>
public sealed record LoadTotals(
    int Processed, int Planned, int Ignored, int Undecided, int Added, int Revived, int Moved, int Repinned, int Superseded, int MarkedNotInPlan,
    int StandingFor);

public sealed record LoadedRun(RoutineKey Routine, string Name, RoutineType Type, Instant DueAt, IReadOnlyList<string> Notes);

public sealed record IgnoredRoutine(RoutineKey Routine, string Name, IReadOnlyList<string> Reasons);

/// <param name="Change">Added, Revived, Moved, Repinned, Superseded, MarkedNotInPlan, AlreadyRan, TooLate or InPlanAgain.</param>
public sealed record ReloadedRun(string Change, long? Run, RoutineKey Routine, Instant? From, Instant? To);
