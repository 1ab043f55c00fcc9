using Microsoft.Extensions.DependencyInjection;
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
        if (problems.Count == 0)
        {
            var calendars = await CalendarsAsync(problems, cancel);
            problems.AddRange(ExecutorProblems());
            CheckRoutines(calendars, problems);
            if (problems.Count == 0)
            {
                return SetOf(calendars);
            }
        }

        throw new SchedulerConfigurationException(problems);
    }

    /// <summary>Nothing where this process defines nothing: a tool or a client registers nothing and retires nothing.</summary>
    public async Task RegisterAsync(DefinitionSet set, IRoutineStore store, Actor actor, CancellationToken cancel)
    {
        if (!definition.DefinesRoutines)
        {
            return;
        }

        var report = await store.RegisterAsync(set, actor, cancel);
        log.Registered(report.New.Count, report.Changed.Count, report.Returned.Count, report.Retired.Count);
    }

    private void CheckRoutines(CalendarSet calendars, List<string> problems)
    {
        var settings = SchedulerParts.SettingsOf(options);
        problems.AddRange(RoutineValidation.Check(settings, calendars));
        foreach (var problem in RoutineValidation.Check(definition.Routines, calendars, settings, clock.GetCurrentInstant().InUtc().Date))
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

    private IEnumerable<string> ExecutorProblems()
    {
        var known = definition.Executors.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach (var routine in definition.Routines)
        {
            if (!known.TryGetValue(routine.Executor, out var entry))
            {
                yield return routine.Executor.Length == 0
                    ? $"Routine '{routine.Key}' executes nothing: end it with Executes(…)."
                    : $"Routine '{routine.Key}': there is no executor '{routine.Executor}'.{NearestName.Question(routine.Executor, known.Keys)} Registered are {(known.Count == 0 ? "none" : string.Join(", ", known.Keys.Order(StringComparer.Ordinal)))}.";
            }
            else if (ParameterProblem(routine, entry) is { } problem)
            {
                yield return problem;
            }
        }

        if (services.GetService<IServiceProviderIsService>() is { } container)
        {
            foreach (var (entry, missing) in definition.Executors.SelectMany(entry => entry.Services.Where(service => !container.IsService(service)).Select(service => (entry, service))))
            {
                yield return $"Executor '{entry.Name}' ({entry.DefinedAt}) takes {missing.Name}, which is not among the services: register it.";
            }
        }
    }

    /// <summary>Parameters with templates are read when these are resolved: a text may stand for what only the run knows.</summary>
    private static string? ParameterProblem(Routine routine, ExecutorEntry entry)
    {
        try
        {
            entry.Read(routine.Parameters);
            return null;
        }
        catch (ParametersUnreadableException wrong)
        {
            return Templates.AreIn(routine.Parameters) ? null : $"Routine '{routine.Key}', parameters of '{entry.Name}': {wrong.Message}";
        }
    }

    private async Task<CalendarSet> CalendarsAsync(List<string> problems, CancellationToken cancel)
    {
        var set = definition.Calendars.Aggregate(CalendarSet.Brazilian, (known, calendar) => known.With(calendar));
        var named = definition.Routines
            .SelectMany(routine => (routine.DayGroup?.Calendars ?? []).Append(routine.Calendar))
            .Concat(definition.Overlays.Select(overlay => overlay.Calendar))
            .Append(options.DefaultCalendar).OfType<string>().ToList();
        try
        {
            foreach (var source in services.GetServices<ICalendarSource>())
            {
                set = await set.WithAsync(source, named, cancel);
            }

            return definition.Overlays.Aggregate(set, (known, overlay) => known.With(overlay));
        }
        catch (Exception wrong) when (wrong is InvalidCalendarException or UnknownCalendarException)
        {
            problems.Add(wrong.Message);
            return set;
        }
    }

    private DefinitionSet SetOf(CalendarSet calendars)
    {
        var settings = PlannerSettingsJson.Write(SchedulerParts.SettingsOf(options));
        var all = definition.Routines.Select(routine => Of(DefinitionKind.Routine, routine.Key.Value, RoutineJson.Write(routine)))
            .Concat(calendars.All.Select(calendar => new Definition(DefinitionKind.Calendar, calendar.Name, calendar.ToJson(), calendar.Hash)))
            .Append(Of(DefinitionKind.Settings, "planner", settings));
        var activeFrom = definition.Routines.Where(routine => routine.ActiveFrom is not null).ToDictionary(routine => routine.Key, routine => routine.ActiveFrom!.Value);
        return new DefinitionSet([.. all], activeFrom, options.Revision);
    }

    private static Definition Of(DefinitionKind kind, string key, string json) => new(kind, key, json, RoutineJson.Hash(json));
}
