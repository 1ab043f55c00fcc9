using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Loading;

/// <summary>What is planned from: the newest stored versions, whoever registered them.</summary>
/// <param name="Planner">Without the retired routines.</param>
/// <param name="Dates">What dates are worked out with.</param>
internal sealed record PlanningInputs(
    Planner Planner, PinnedCalendars Dates, IReadOnlyDictionary<RoutineKey, StoredRoutine> Stored,
    IReadOnlyDictionary<RoutineKey, Routine> Routines)
{
    /// <summary>The store's mark when they were read; what is registered in between moves it. Null: they are not the store's.</summary>
    public long? Mark { get; init; }

    /// <summary>False where a newer release has stored what this one cannot read: such a node changes no load that is there.</summary>
    public bool AreWhole { get; init; } = true;

    /// <summary>Null: they stand like this in the store. Else they only would, once this was registered.</summary>
    public RegistrationReport? WouldRegister { get; init; }

    public CalendarSet Calendars => Dates.Calendars;

    public PlannerSettings Settings => Dates.Settings;

    /// <summary>
    /// False where this release cannot read the stored settings: questions are answered with its own, but which dates there are to load, and
    /// with what in them, is known to nodes of the newer release alone.
    /// </summary>
    public bool CanLoad => Dates.SettingsAreStored;

    /// <summary>What runs that are planned or made by hand now pin.</summary>
    public long CalendarsAsOf => Dates.AsOf;

    public string NameOf(RoutineKey routine) => Routines.TryGetValue(routine, out var found) ? found.DisplayName : routine.Value;

    public IReadOnlySet<RoutineKey> Retired { get; } = Stored
        .Where(entry => entry.Value.RetiredAt is not null).Select(entry => entry.Key).ToHashSet();
}

/// <summary>
/// Reads definitions from the store, so that a host and a tool without definitions of its own plan alike. They are read and compiled again
/// only where the store's mark is another, whoever registered; a version never changes, and what was read once is not parsed again.
/// </summary>
internal sealed class DefinitionBook(IRoutineStore store, PlannerSettings byDefault, ILogger<DefinitionBook> log)
{
    private readonly SemaphoreSlim reading = new(1);
    private readonly ConcurrentDictionary<long, BusinessCalendar?> calendars = [];
    private readonly ConcurrentDictionary<long, PlannerSettings?> settings = [];
    private readonly ConcurrentDictionary<long, PinnedCalendars> pinned = [];
    private Dictionary<long, RoutineToPlan> routines = [];
    private volatile PlanningInputs? current;

    /// <summary>As last read; read now where nothing was.</summary>
    public async ValueTask<PlanningInputs> CurrentAsync(CancellationToken cancel) => current ?? await ReadAsync(cancel);

    /// <summary>As they stand in the store. Nobody waits for another where they have not changed.</summary>
    public async Task<PlanningInputs> ReadAsync(CancellationToken cancel) => await UnchangedAsync(cancel) ?? await ReadAgainAsync(cancel);

    /// <summary>As they would stand if the set were registered now. A book of its own: ids that were never given are not kept in this one.</summary>
    public async Task<PlanningInputs> ReadAsIfAsync(DefinitionSet set, Actor actor, Instant now, CancellationToken cancel)
    {
        var proposal = Proposal.Of(await store.ReadAsync(cancel), set, actor, now);
        return new DefinitionBook(store, byDefault, log).Compile(proposal.Definitions) with { WouldRegister = proposal.Report };
    }

    private async Task<PlanningInputs?> UnchangedAsync(CancellationToken cancel)
    {
        var mark = await store.ReadMarkAsync(cancel);
        return current is { } known && known.Mark == mark ? known : null;
    }

    private async Task<PlanningInputs> ReadAgainAsync(CancellationToken cancel)
    {
        await reading.WaitAsync(cancel);
        try
        {
            // Before the definitions: what is registered in between stands under the older mark, and is read once more.
            var mark = await store.ReadMarkAsync(cancel);
            if (current is not { } known || known.Mark != mark)
            {
                current = known = Compile(await store.ReadAsync(cancel)) with { Mark = mark };
            }

            return known;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>The calendars that a run pins. Read once, and mostly not at all: they are the newest.</summary>
    public async ValueTask<PinnedCalendars> CalendarsAsync(long asOf, CancellationToken cancel) =>
        pinned.TryGetValue(asOf, out var known) ? known : Pinned(asOf, await store.ReadCalendarsAsync(asOf, cancel));

    private PinnedCalendars Pinned(long asOf, StoredCalendars stored) => pinned.GetOrAdd(asOf, _ => new PinnedCalendars(
        asOf,
        stored.Calendars.Aggregate(CalendarSet.Brazilian, (known, version) =>
            Read(version) is { } calendar ? known.With(calendar) : known.Without(version.Definition.Key)),
        stored.Settings is { } kept ? SettingsOf(kept) ?? byDefault : byDefault)
    {
        Unreadable = [.. stored.Calendars.Where(version => Read(version) is null).Select(version => version.Definition.Key)],
        SettingsAreStored = stored.Settings is not { } version || SettingsOf(version) is not null,
    });

    /// <returns>
    /// Null where this release cannot read it, as of a newer one: then it is missing, whatever was built in under its name. What asks it is
    /// undecided, and all else goes on.
    /// </returns>
    private BusinessCalendar? Read(StoredVersion calendar) => calendars.GetOrAdd(calendar.Id, _ =>
    {
        try
        {
            return BusinessCalendar.FromJson(calendar.Definition.Json);
        }
        catch (InvalidCalendarException wrong)
        {
            log.CalendarUnreadable(wrong, calendar.Definition.Key, calendar.Id);
            return null;
        }
    });

    /// <returns>Null where this release cannot read them, as of a newer one.</returns>
    private PlannerSettings? SettingsOf(StoredVersion stored) => settings.GetOrAdd(stored.Id, _ =>
    {
        try
        {
            return PlannerSettingsJson.Read(stored.Definition.Json);
        }
        catch (FormatException wrong)
        {
            log.SettingsUnreadable(wrong, stored.Id);
            return null;
        }
    });

    private PlanningInputs Compile(StoredDefinitions stored)
    {
        var dates = Pinned(stored.CalendarsAsOf, stored);
        routines = stored.Routines.ToDictionary(routine => routine.Version.Id, Read);
        var active = stored.Routines.Where(routine => routine.RetiredAt is null).Select(routine => routines[routine.Version.Id]).ToList();
        return new PlanningInputs(
            Planner.Create(active, dates.Calendars, dates.Settings), dates,
            stored.Routines.ToDictionary(routine => new RoutineKey(routine.Version.Definition.Key)),
            routines.Values.ToDictionary(routine => routine.Routine.Key, routine => routine.Routine))
        {
            AreWhole = dates.AreWhole && active.TrueForAll(routine => routine.Unreadable is null),
        };
    }

    private RoutineToPlan Read(StoredRoutine routine)
    {
        var (version, key) = (routine.Version, routine.Version.Definition);
        return routines.TryGetValue(version.Id, out var known)
            ? known with { ActiveFrom = routine.ActiveFrom }
            : RoutineToPlan.FromStored(key.Key, key.Json, key.Hash, version.Id, routine.ActiveFrom);
    }
}
