using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Hosting;

/// <summary>What is wrong with executors, and with the parameters that routines give them.</summary>
internal sealed class ExecutorProblems(
    SchedulerDefinition definition, IServiceProvider services, CalendarSet calendars, PlannerSettings settings, LocalDate today)
{
    public async Task<IReadOnlyList<string>> OfAsync(ReadRoutine read, CancellationToken cancel)
    {
        var routine = read.Routine;
        if (read.Executor is not { } entry)
        {
            return routine.Executor.Length == 0 ? [] : [NoExecutor(routine)];   // told with the routine
        }

        if (definition.WithoutParameters.Contains(routine.Key))
        {
            return [];
        }

        var unknown = read.CalendarsInParameters.Where(name => !calendars.TryGet(name, out _)).Distinct()
            .Select(name => $"{JsonLeaves.PathOf(routine.Parameters, name)}: {UnknownCalendarException.TextFor(name, calendars.Names)}");
        var problems = await ParameterProblemsAsync(routine, entry, cancel);
        return
        [
            .. problems.Concat(unknown).Concat(CheckedProblems(read, entry))
                .Select(problem => $"Routine '{routine.Key}', parameters of '{entry.Name}': {problem}"),
        ];
    }

    public IEnumerable<string> OfServices() => services.GetService<IServiceProviderIsService>() is not { } container ? [] :
        from entry in definition.Executors
        from service in entry.Services
        where !container.IsService(service)
        select $"Executor '{entry.Name}' ({entry.DefinedAt}) takes {service.Name}, which is not among the services: register it.";

    private string NoExecutor(Routine routine)
    {
        var known = definition.SharedExecutors.Order(StringComparer.Ordinal).ToList();
        return $"Routine '{routine.Key}', Executor: there is no '{routine.Executor}'."
            + $"{WellKnownExecutors.Hint(routine.Executor)}{NearestName.Question(routine.Executor, known)} "
            + (known.Count == 0 ? "None is registered." : $"Registered are {string.Join(", ", known)}.");
    }

    /// <summary>What a date, a result or a secret decides is told when there is a run.</summary>
    private async Task<IEnumerable<string>> ParameterProblemsAsync(Routine routine, ExecutorEntry entry, CancellationToken cancel)
    {
        calendars.TryGet(routine.Calendar ?? settings.DefaultCalendar, out var calendar);   // an unknown one is told elsewhere
        var problems = await TriedParameters.ProblemsAsync(routine, entry, calendar ?? calendars.All.First(), calendars, today, cancel);
        return problems.Select(problem => problem.ToString());
    }

    private IEnumerable<string> CheckedProblems(ReadRoutine read, ExecutorEntry entry) => read.Parameters is { } parameters
        ? definition.ParameterChecks.Where(check => check.Executor == entry.Name)
            .SelectMany(check => HostsCheck.Answers("CheckParameters(…)", () => check.Problems(read.Routine, parameters, services)))
        : [];
}
