using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>Definitions as immutable versions. All that planning needs is here, so that a process without definitions can plan.</summary>
internal interface IRoutineStore
{
    /// <summary>
    /// Registers everything that the host's code defines, in one transaction: a new version where the hash differs from the newest one;
    /// code-owned routines that are not in the list become Retired; one that comes back is active from now. A routine seen for the first
    /// time is active from now, or from what it names itself. Registering the same again writes nothing.
    /// </summary>
    Task<RegistrationReport> RegisterAsync(DefinitionSet definitions, Actor actor, CancellationToken cancel);

    /// <summary>The newest version of every definition, retired routines included.</summary>
    Task<StoredDefinitions> ReadAsync(CancellationToken cancel);

    /// <summary>
    /// Another number than before once a registration of any process has written something: while it is the same, what
    /// <see cref="ReadAsync"/> answered still stands. Asked before each plan and order, so it must cost the same however many definitions there are.
    /// </summary>
    Task<long> ReadMarkAsync(CancellationToken cancel);

    /// <summary>Pinned versions by id, in any order; an unknown id is missing from the answer.</summary>
    Task<IReadOnlyList<StoredVersion>> ReadVersionsAsync(IReadOnlyCollection<long> ids, CancellationToken cancel);

    /// <summary>
    /// The calendars and settings as they stood when <paramref name="asOf"/> was the newest of all their versions
    /// (<see cref="StoredCalendars.CalendarsAsOf"/>): of each the newest version up to it.
    /// </summary>
    Task<StoredCalendars> ReadCalendarsAsync(long asOf, CancellationToken cancel);

    /// <summary>All versions of one definition, newest first.</summary>
    Task<IReadOnlyList<StoredVersion>> ReadHistoryAsync(DefinitionKind kind, string key, CancellationToken cancel);
}

internal enum DefinitionKind
{
    Routine = 0,

    /// <summary>A business calendar, as its dates.</summary>
    Calendar = 1,

    /// <summary>Default zone, StartOfDay, DefaultCalendar, day fields: what plans depend on beside routines and calendars. Key "planner".</summary>
    Settings = 2,
}

/// <param name="Json">Canonical: the same definition gives the same bytes.</param>
/// <param name="Hash">SHA-256 of <paramref name="Json"/>, lower-case hexadecimal.</param>
internal sealed record Definition(DefinitionKind Kind, string Key, string Json, string Hash);

/// <param name="ActiveFrom">Of the routines that set it themselves.</param>
/// <param name="Revision">The application's build, for people.</param>
internal sealed record DefinitionSet(
    IReadOnlyList<Definition> Definitions, IReadOnlyDictionary<RoutineKey, Instant> ActiveFrom, string? Revision = null, string? Reason = null);

/// <param name="Id">Unique over all kinds, never used again, and larger than those of every registration before; what runs pin.</param>
/// <param name="Number">1 for the first version of its key.</param>
internal sealed record StoredVersion(long Id, Definition Definition, int Number, Actor Author, Instant At, string? Reason, string? Revision);

/// <param name="RetiredAt">Null while the code has it.</param>
internal sealed record StoredRoutine(StoredVersion Version, Instant ActiveFrom, Instant? RetiredAt);

/// <summary>What dates are worked out with beside the routines.</summary>
internal record StoredCalendars(IReadOnlyList<StoredVersion> Calendars, StoredVersion? Settings)
{
    /// <summary>
    /// The newest of these versions stands for all of them, since versions stay and their ids grow; 0 where there are none. What runs pin.
    /// </summary>
    public long CalendarsAsOf => Calendars.Append(Settings).Max(version => version?.Id ?? 0);
}

internal sealed record StoredDefinitions(IReadOnlyList<StoredRoutine> Routines, IReadOnlyList<StoredVersion> Calendars, StoredVersion? Settings)
    : StoredCalendars(Calendars, Settings);

internal sealed record RegistrationReport(
    IReadOnlyList<RoutineKey> New, IReadOnlyList<RoutineKey> Changed, IReadOnlyList<RoutineKey> Retired, IReadOnlyList<RoutineKey> Returned,
    int ChangedCalendars, bool SettingsChanged)
{
    public bool ChangesNothing =>
        New.Count + Changed.Count + Retired.Count + Returned.Count + ChangedCalendars == 0 && !SettingsChanged;
}
