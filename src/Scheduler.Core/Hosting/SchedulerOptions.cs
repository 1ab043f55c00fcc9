using RoutineScheduler.Cron;
using RoutineScheduler.Loading;

namespace RoutineScheduler.Hosting;

/// <summary>
/// Options, also from the configuration section "RoutineScheduler"; durations there are written 00:05:00. Checked at start, all problems at
/// once. What changes while running takes a restart, except <see cref="Places"/>.
/// </summary>
public sealed class SchedulerOptions
{
    public const string Section = "RoutineScheduler";

    /// <summary>An IANA zone of NodaTime's own tz database; routines may have their own.</summary>
    public string TimeZone { get; set; } = "America/Sao_Paulo";

    /// <summary>The wall-clock time at which an order day begins, in every zone. 00:00:00 to 23:59:59.</summary>
    public TimeSpan StartOfDay { get; set; }

    /// <summary>What "business day" means where neither rule nor routine names a calendar.</summary>
    public string DefaultCalendar { get; set; } = "anbima";

    /// <summary>How a cron expression joins day-of-month and day-of-week where it restricts both.</summary>
    public DayFields DayFields { get; set; } = DayFields.Either;

    /// <summary>When the daily load of a date takes place, from the earliest start of that date among the zones in use. −1 day to 1 day.</summary>
    public TimeSpan LoadAt { get; set; } = TimeSpan.FromMinutes(-15);

    /// <summary>How many further dates each load covers. 0 to 366.</summary>
    public int LoadAhead { get; set; }

    public ReloadOnChange ReloadOnChange { get; set; } = ReloadOnChange.Future;

    /// <summary>So long without a living node is an absence. 30 seconds or more.</summary>
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Dates that were missed longer ago are not caught up. 0 to 366 days.</summary>
    public TimeSpan CatchUpWindow { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Attempts at once on this node. 1 to 10,000; may change while running.</summary>
    public int Places { get; set; } = 16;

    /// <summary>How long a claim lasts without renewal. 3 seconds to 1 hour.</summary>
    public TimeSpan LeaseFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>At most half of <see cref="LeaseFor"/>.</summary>
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan RescueEvery { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan ReconcileEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>So many losses of a run are forgiven; one more, and it is Failed(PoisonRun). 0 to 100.</summary>
    public int MaxLost { get; set; } = 3;

    /// <summary>How long a stopping node lets its attempts go on before their tokens are cancelled.</summary>
    public TimeSpan DrainFor { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Of one routine on one date; more is refused at definition. 1 to 86,400.</summary>
    public int MaxRunsPerDate { get; set; } = 1_500;

    /// <summary>Where attempts keep their files; relative to the current directory. Several nodes need a shared one.</summary>
    public string ArtifactRoot { get; set; } = "artifacts";

    /// <summary>Unique among living nodes. Null: machine, process and a random part.</summary>
    public string? NodeName { get; set; }

    /// <summary>Who acts where no actor is named. Null: the application's name.</summary>
    public string? Actor { get; set; }

    /// <summary>The application's build, stored with each new version of a definition.</summary>
    public string? Revision { get; set; }

    /// <summary>Values of the configuration that are none of theirs, each with its key.</summary>
    internal List<string> Unreadable { get; } = [];
}
