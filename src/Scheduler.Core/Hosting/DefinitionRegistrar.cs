using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Hosting;

/// <summary>Checks everything that the host's code defined, and registers it as versions in one transaction. Problems come all at once.</summary>
internal sealed class DefinitionRegistrar(
    SchedulerDefinition definition, SchedulerOptions options, IServiceProvider services, IClock clock, ILogger<DefinitionRegistrar> log)
{
    /// <summary>No I/O but that of the host's own calendar sources.</summary>
    /// <exception cref="SchedulerConfigurationException">Options, definitions, executors: every problem that was found.</exception>
    public async Task<DefinitionSet> CheckAsync(CancellationToken cancel)
    {
        var problems = SchedulerOptionsProblems.Of(options, DateTimeZoneProviders.Tzdb).Concat(definition.Problems).ToList();
        var calendars = await CalendarsAsync(problems, cancel);
        var settings = SchedulerParts.SettingsOf(SchedulerOptionsProblems.Checkable(options, DateTimeZoneProviders.Tzdb));
        problems.AddRange(RoutineValidation.Check(settings, calendars));
        problems.AddRange(ServiceProblems());
        problems.AddRange(definition.MisplacedChecks);
        problems.AddRange(definition.Checks.SelectMany(check => HostsCheck.Answers("A Check(…) of the host's", () => check(services))));
        foreach (var routine in definition.Routines)
        {
            problems.AddRange(await ExecutorProblemsAsync(routine, calendars, settings, cancel));
        }

        CheckRoutines(calendars, settings, problems);
        return problems.Count == 0 ? SetOf(calendars) : throw new SchedulerConfigurationException(problems);
    }

    /// <summary>False of a tool or a client: it registers nothing and retires nothing.</summary>
    public bool HasDefinitions => definition.DefinesRoutines;

    public async Task RegisterAsync(DefinitionSet set, IRoutineStore store, Actor actor, CancellationToken cancel)
    {
        var report = await store.RegisterAsync(set, actor, cancel);
        log.Registered(report.New.Count, report.Changed.Count, report.Returned.Count, report.Retired.Count);
    }

    private void CheckRoutines(CalendarSet calendars, PlannerSettings settings, List<string> problems)
    {
        definition.Warnings.ForEach(warning => log.DefinitionWarning(warning.Routine, "at", warning.Message));
        foreach (var problem in RoutineValidation.Check(definition.Routines, calendars, settings, Today))
        {
            if (problem.Severity == ProblemSeverity.Error)
            {
                problems.Add(problem.ToString());
            }
            else
            {
                log.DefinitionWarning(problem.Routine.Value, problem.Property, problem.Message);
            }
        }
    }

    private LocalDate Today => clock.GetCurrentInstant().InUtc().Date;

    private async Task<IReadOnlyList<string>> ExecutorProblemsAsync(
        Routine routine, CalendarSet calendars, PlannerSettings settings, CancellationToken cancel)
    {
        if (definition.ExecutorOf(routine) is not { } entry)
        {
            return [NoExecutor(routine)];
        }

        if (definition.WithoutParameters.Contains(routine.Key))
        {
            return [];
        }

        var unknown = CalendarsInParametersOf(routine).Where(name => !calendars.TryGet(name, out _)).Distinct()
            .Select(name => UnknownCalendarException.TextFor(name, calendars.Names));
        var problems = await ParameterProblemsAsync(routine, entry, calendars, settings, cancel);
        return
        [
            .. problems.Concat(unknown).Concat(CheckedProblems(routine, entry))
                .Select(problem => $"Routine '{routine.Key}', parameters of '{entry.Name}': {problem}"),
        ];
    }

    private string NoExecutor(Routine routine)
    {
        if (routine.Executor.Length == 0)
        {
            return $"Routine '{routine.Key}' executes nothing: end it with Executes(…).";
        }

        var known = definition.Executors.Select(executor => executor.Name).Order(StringComparer.Ordinal).ToList();
        return $"Routine '{routine.Key}': there is no executor '{routine.Executor}'."
            + $"{WellKnownExecutors.Hint(routine.Executor)}{NearestName.Question(routine.Executor, known)} "
            + $"Registered are {(known.Count == 0 ? "none" : string.Join(", ", known))}.";
    }

    /// <summary>What a date, a result or a secret decides is told when there is a run.</summary>
    private async Task<IEnumerable<string>> ParameterProblemsAsync(
        Routine routine, ExecutorEntry entry, CalendarSet calendars, PlannerSettings settings, CancellationToken cancel)
    {
        calendars.TryGet(routine.Calendar ?? settings.DefaultCalendar, out var calendar);   // an unknown one is told elsewhere
        var problems = await TriedParameters.ProblemsAsync(routine, entry, calendar ?? calendars.All.First(), calendars, Today, cancel);
        return problems.Select(problem => problem.ToString());
    }

    private IEnumerable<string> ServiceProblems() => services.GetService<IServiceProviderIsService>() is not { } container ? [] :
        from entry in definition.Executors
        from service in entry.Services
        where !container.IsService(service)
        select $"Executor '{entry.Name}' ({entry.DefinedAt}) takes {service.Name}, which is not among the services: register it.";

    private async Task<CalendarSet> CalendarsAsync(List<string> problems, CancellationToken cancel)
    {
        var files = new CalendarFiles(
            services.GetService<IHostEnvironment>()?.ContentRootPath ?? Directory.GetCurrentDirectory(), AppContext.BaseDirectory);
        var set = CalendarSet.Brazilian;
        foreach (var give in definition.Calendars)
        {
            Try(() => set = set.With(give(files)), problems);
        }

        var overlays = new List<CalendarOverlay>();
        foreach (var give in definition.Overlays)
        {
            Try(() => overlays.Add(give(files)), problems);
        }

        set = await WithSourcesAsync(set, overlays, problems, cancel);
        foreach (var overlay in overlays)
        {
            Try(() => set = set.With(overlay), problems);
        }

        return set;
    }

    private async Task<CalendarSet> WithSourcesAsync(
        CalendarSet set, IEnumerable<CalendarOverlay> overlays, List<string> problems, CancellationToken cancel)
    {
        var named = definition.Routines.SelectMany(CalendarsOf)
            .Concat(overlays.Select(overlay => overlay.Calendar))
            .Append(options.DefaultCalendar).OfType<string>().ToList();
        try
        {
            foreach (var source in services.GetServices<ICalendarSource>())
            {
                set = await set.WithAsync(source, named, cancel);
            }
        }
        catch (Exception wrong) when (wrong is InvalidCalendarException or UnknownCalendarException)
        {
            problems.Add(wrong.Message);
        }

        return set;
    }

    /// <summary>One calendar that cannot be does not hide what is wrong with the next.</summary>
    private static void Try(Action add, List<string> problems)
    {
        try
        {
            add();
        }
        catch (InvalidCalendarException wrong)
        {
            problems.AddRange(wrong.Problems.Select(problem => $"{wrong.Of}: {problem}"));
        }
        catch (Exception wrong) when (wrong is UnknownCalendarException or IOException or UnauthorizedAccessException)
        {
            problems.Add(wrong.Message);
        }
    }

    private IEnumerable<string?> CalendarsOf(Routine routine) =>
    [
        routine.Calendar,
        .. routine.DayGroup?.Calendars ?? [],
        .. routine.After.Select(CalendarOf),
        .. Templates.CalendarsIn(routine.Parameters),
        .. CalendarsInParametersOf(routine),
    ];

    private IEnumerable<string> CheckedProblems(Routine routine, ExecutorEntry entry) => ReadOrNull(routine, entry) is { } parameters
        ? definition.ParameterChecks.Where(check => check.Executor == entry.Name)
            .SelectMany(check => HostsCheck.Answers("CheckParameters(…)", () => check.Problems(routine, parameters, services)))
        : [];

    /// <summary>A name with a template in it is known to the run alone.</summary>
    private IEnumerable<string> CalendarsInParametersOf(Routine routine) =>
        definition.ExecutorOf(routine) is { } entry && ReadOrNull(routine, entry) is INamesCalendars of
            ? of.Calendars.Where(name => !Templates.AreIn(name))
            : [];

    /// <summary>Null where the parameters cannot be read, which is told elsewhere.</summary>
    private static object? ReadOrNull(Routine routine, ExecutorEntry entry)
    {
        try
        {
            return entry.Read(routine.Parameters);
        }
        catch (ParametersUnreadableException)
        {
            return null;
        }
    }

    private static string? CalendarOf(After edge) => (edge.Date as EdgeDate.BusinessDays)?.Calendar;

    private DefinitionSet SetOf(CalendarSet calendars)
    {
        var settings = PlannerSettingsJson.Write(SchedulerParts.SettingsOf(options));
        var all = definition.Routines.Select(routine => Of(DefinitionKind.Routine, routine.Key.Value, RoutineJson.Write(routine)))
            .Concat(calendars.All.Select(calendar => new Definition(DefinitionKind.Calendar, calendar.Name, calendar.ToJson(), calendar.Hash)))
            .Append(Of(DefinitionKind.Settings, "planner", settings));
        var activeFrom = definition.Routines.Where(routine => routine.ActiveFrom is not null)
            .ToDictionary(routine => routine.Key, routine => routine.ActiveFrom!.Value);
        return new DefinitionSet([.. all], activeFrom, options.Revision);
    }

    private static Definition Of(DefinitionKind kind, string key, string json) => new(kind, key, json, RoutineJson.Hash(json));
}
