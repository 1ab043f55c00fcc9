using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>
/// The only place that decides dates. It reads no clock and no store: load, forecast, explanation and preview all ask it, and get the same
/// answer. Immutable, for any number of threads; to plan a million routines costs one pass, since what they share is worked out once per date.
/// </summary>
internal sealed class Planner
{
    private readonly CompiledRoutine[] routines;
    private readonly Dictionary<RoutineKey, CompiledRoutine> byKey;
    private readonly IReadOnlyList<Schedule> schedules;
    private readonly Lazy<PlanHash> hash;

    private Planner(CompiledRoutine[] routines, IReadOnlyList<Schedule> schedules, CalendarSet calendars, PlannerSettings settings)
    {
        (this.routines, this.schedules, Calendars, Settings) = (routines, schedules, calendars, settings);
        byKey = new Dictionary<RoutineKey, CompiledRoutine>(routines.Length);
        foreach (var routine in routines)
        {
            if (!byKey.TryAdd(routine.Key, routine))
            {
                throw new ArgumentException($"Two routines bear the key '{routine.Key}'; a plan has each once.", nameof(routines));
            }
        }

        hash = new Lazy<PlanHash>(() => PlanHash.Of(routines, calendars, settings));
    }

    public CalendarSet Calendars { get; }

    public PlannerSettings Settings { get; }

    /// <summary>In ordinal order of their keys.</summary>
    public IEnumerable<RoutineKey> Routines => routines.Select(routine => routine.Key);

    /// <summary>The zones in use, the scheduler's own among them: the earliest start of a date among them is what LoadAt counts from.</summary>
    public IReadOnlyList<DateTimeZone> Zones =>
        [.. schedules.Where(schedule => schedule.Broken is null).Select(schedule => schedule.Zone).Prepend(OwnZone).Distinct()];

    private DateTimeZone OwnZone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Settings.Zone) ?? DateTimeZone.Utc;

    /// <exception cref="ArgumentException">Two routines bear one key.</exception>
    public static Planner Create(IReadOnlyCollection<RoutineToPlan> routines, CalendarSet calendars, PlannerSettings settings)
    {
        var reader = new ScheduleReader(calendars, settings);
        var compiled = new CompiledRoutine[routines.Count];
        var (count, isSorted) = (0, true);
        foreach (var routine in routines)
        {
            compiled[count] = new CompiledRoutine(routine, reader.Read(ScheduleText.Of(routine)));
            isSorted &= count == 0 || string.CompareOrdinal(compiled[count - 1].Key.Value, compiled[count].Key.Value) < 0;
            count++;
        }

        if (!isSorted)
        {
            Array.Sort(compiled, (left, right) => string.CompareOrdinal(left.Key.Value, right.Key.Value));
        }

        return new Planner(compiled, reader.All, calendars, settings);
    }

    /// <summary>One routine by itself, outside any store.</summary>
    public static Planner Of(Routine routine, CalendarSet calendars, PlannerSettings settings) =>
        Create([RoutineToPlan.Unstored(routine)], calendars, settings);

    public bool Knows(RoutineKey routine) => byKey.ContainsKey(routine);

    /// <summary>Covers definitions, calendars in use, settings, the tz version and the date.</summary>
    public string HashOf(LocalDate date, bool includeEarlier = false) => hash.Value.For(date, includeEarlier);

    /// <param name="includeEarlier">Slots before ActiveFrom too, as a person may ask for.</param>
    public DayPlan Plan(LocalDate date, bool includeEarlier = false) => Plan(new PlanningDays(Calendars, Settings), date, includeEarlier);

    /// <summary>Both ends included; each date is planned when it is read.</summary>
    public IEnumerable<DayPlan> Plan(LocalDate from, LocalDate to, bool includeEarlier = false)
    {
        var days = new PlanningDays(Calendars, Settings);
        for (var date = from; date <= to; date = date.PlusDays(1))
        {
            yield return Plan(days, date, includeEarlier);
        }
    }

    /// <summary>One routine's decisions, both ends included.</summary>
    /// <exception cref="ArgumentException">There is no such routine.</exception>
    public IEnumerable<Decision> PlanOne(RoutineKey routine, LocalDate from, LocalDate to, bool includeEarlier = false)
    {
        var (compiled, decisions) = (Get(routine), new Decisions(byKey, new PlanningDays(Calendars, Settings), includeEarlier));
        for (var date = from; date <= to; date = date.PlusDays(1))
        {
            yield return decisions.Decide(compiled, date);
        }
    }

    /// <summary>What is to be said of one routine and date.</summary>
    /// <exception cref="ArgumentException">There is no such routine.</exception>
    public Explanation Explain(RoutineKey routine, LocalDate date)
    {
        var (compiled, decisions) = (Get(routine), new Decisions(byKey, new PlanningDays(Calendars, Settings), includesEarlier: false));
        return Explanation.Of(compiled, decisions, date);
    }

    /// <summary>A run made by hand: it ignores cron, day group and window. Pure: <paramref name="now"/> is the store's, or near it.</summary>
    /// <param name="startNow">Due at once, although the order date has not begun.</param>
    /// <exception cref="CalendarEndsException">The routine's calendar does not know how long the run is to be kept.</exception>
    /// <exception cref="ArgumentException">There is no such routine, or its stored definition cannot be read.</exception>
    public HandOrder Order(RoutineKey routine, LocalDate date, Instant now, bool startNow = false)
    {
        var day = StartOf(routine, date);
        return Made(routine, date, day, now, dueAt: day > now && !startNow ? day : null);
    }

    /// <summary>A run that repeats an ended one, due at once.</summary>
    /// <param name="rootTime">The slot's instant of the root, or what a hand order counts from: the start of its order date.</param>
    /// <inheritdoc cref="Order"/>
    public HandOrder Rerun(RoutineKey routine, LocalDate date, Instant rootTime, Instant now) => Made(routine, date, rootTime, now, dueAt: null);

    /// <summary>The start of the order date in the routine's zone: what a hand order's time is.</summary>
    public Instant StartOf(RoutineKey routine, LocalDate date) => OrderDay.Of(date, Get(routine).Schedule.Zone, Settings.StartOfDay).Start;

    private HandOrder Made(RoutineKey routine, LocalDate date, Instant itsTime, Instant now, Instant? dueAt)
    {
        var compiled = Get(routine);
        var decisions = new Decisions(byKey, new PlanningDays(Calendars, Settings), includesEarlier: false);
        return HandOrder.Of(compiled, decisions, date, now - itsTime, dueAt, dueAt ?? now);
    }

    private DayPlan Plan(PlanningDays days, LocalDate date, bool includeEarlier) =>
        DayPlan.Of(routines, new Decisions(byKey, days, includeEarlier), date, () => HashOf(date, includeEarlier));

    private CompiledRoutine Get(RoutineKey routine) => byKey.TryGetValue(routine, out var found)
        ? found
        : throw new ArgumentException(
            $"There is no routine '{routine}'.{NearestName.Question(routine.Value, byKey.Keys.Select(key => key.Value))}", nameof(routine));
}
