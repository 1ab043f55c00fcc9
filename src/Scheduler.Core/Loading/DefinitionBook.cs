using RoutineScheduler.Calendars;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Loading;

/// <summary>What is planned from: the newest stored versions, whoever registered them.</summary>
/// <param name="Planner">Without the retired routines.</param>
internal sealed record PlanningInputs(
    Planner Planner, CalendarSet Calendars, PlannerSettings Settings, IReadOnlyDictionary<RoutineKey, StoredRoutine> Stored,
    IReadOnlyDictionary<RoutineKey, Routine> Routines)
{
    public string NameOf(RoutineKey routine) => Routines.TryGetValue(routine, out var found) ? found.DisplayName : routine.Value;

    public IReadOnlySet<RoutineKey> Retired { get; } = Stored.Where(entry => entry.Value.RetiredAt is not null).Select(entry => entry.Key).ToHashSet();
}

/// <summary>
/// Reads definitions from the store, so that a host and a tool without definitions of its own plan alike. A version never changes: what was
/// read once is not parsed again.
/// </summary>
internal sealed class DefinitionBook(IRoutineStore store, PlannerSettings byDefault)
{
    private readonly SemaphoreSlim reading = new(1);
    private Dictionary<long, BusinessCalendar> calendars = [];
    private Dictionary<long, RoutineToPlan> routines = [];
    private volatile PlanningInputs? current;

    /// <summary>As last read; read now where nothing was.</summary>
    public async ValueTask<PlanningInputs> CurrentAsync(CancellationToken cancel) => current ?? await ReadAsync(cancel);

    public async Task<PlanningInputs> ReadAsync(CancellationToken cancel)
    {
        await reading.WaitAsync(cancel);
        try
        {
            return current = Compile(await store.ReadAsync(cancel));
        }
        finally
        {
            reading.Release();
        }
    }

    private PlanningInputs Compile(StoredDefinitions stored)
    {
        calendars = stored.Calendars.ToDictionary(version => version.Id, version => calendars.GetValueOrDefault(version.Id) ?? BusinessCalendar.FromJson(version.Definition.Json));
        routines = stored.Routines.ToDictionary(routine => routine.Version.Id, Read);
        var set = calendars.Values.Aggregate(CalendarSet.Brazilian, (known, calendar) => known.With(calendar));
        var settings = stored.Settings is { } version ? PlannerSettingsJson.Read(version.Definition.Json) : byDefault;
        var active = stored.Routines.Where(routine => routine.RetiredAt is null).Select(routine => routines[routine.Version.Id]).ToList();
        return new PlanningInputs(
            Planner.Create(active, set, settings), set, settings,
            stored.Routines.ToDictionary(routine => new RoutineKey(routine.Version.Definition.Key)),
            routines.Values.ToDictionary(routine => routine.Routine.Key, routine => routine.Routine));
    }

    private RoutineToPlan Read(StoredRoutine routine)
    {
        var (version, key) = (routine.Version, routine.Version.Definition);
        return routines.TryGetValue(version.Id, out var known)
            ? known with { ActiveFrom = routine.ActiveFrom }
            : RoutineToPlan.FromStored(key.Key, key.Json, key.Hash, version.Id, routine.ActiveFrom);
    }
}
