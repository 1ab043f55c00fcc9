using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Calendars;
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
        var routines = definition.Routines.Select(routine => ReadRoutine.Of(routine, definition.ExecutorOf(routine))).ToList();
        var calendars = await new DefinedCalendars(definition, options, services).GatherAsync(routines, problems, cancel);
        var settings = SchedulerParts.SettingsOf(SchedulerOptionsProblems.Checkable(options, DateTimeZoneProviders.Tzdb));
        problems.AddRange(RoutineValidation.Check(settings, calendars).Select(problem => $"{SchedulerOptions.Section}:{problem}"));
        var executors = new ExecutorProblems(definition, services, calendars, settings, Today);
        problems.AddRange(executors.OfServices());
        problems.AddRange(definition.MisplacedChecks);
        problems.AddRange(definition.Checks.SelectMany(check => HostsCheck.Answers("A Check(…) of the host's", () => check(services))));
        foreach (var routine in routines)
        {
            problems.AddRange(await executors.OfAsync(routine, cancel));
        }

        CheckRoutines(calendars, settings, problems);
        return problems.Count == 0 ? DefinedSet.Of(definition, calendars, options) : throw new SchedulerConfigurationException(problems);
    }

    /// <summary>False of a tool or a client: it registers nothing and retires nothing.</summary>
    public bool HasDefinitions => definition.DefinesRoutines;

    public async Task<RegistrationReport> RegisterAsync(DefinitionSet set, IRoutineStore store, Actor actor, CancellationToken cancel)
    {
        var report = await store.RegisterAsync(set, actor, cancel);
        log.Registered(report.New.Count, report.Changed.Count, report.Returned.Count, report.Retired.Count);
        return report;
    }

    private void CheckRoutines(CalendarSet calendars, PlannerSettings settings, List<string> problems)
    {
        definition.Warnings.ForEach(warning => log.DefinitionWarning(warning.Routine, "DayGroup", warning.Message));
        foreach (var problem in RoutineValidation.Check(definition.Routines, calendars, settings, Today))
        {
            if (problem.Severity == ProblemSeverity.Error)
            {
                problems.Add(problem.ToString());
            }
            else
            {
                log.DefinitionWarning(problem.Routine.Value, problem.Place, problem.Message);
            }
        }
    }

    private LocalDate Today => clock.GetCurrentInstant().InUtc().Date;
}
