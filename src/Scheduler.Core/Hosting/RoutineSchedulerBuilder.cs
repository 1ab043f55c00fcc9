using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Hosting;

internal sealed class RoutineSchedulerBuilder(IServiceCollection services, SchedulerDefinition definition) : IRoutineSchedulerBuilder
{
    public IServiceCollection Services => services;

    public SchedulerDefinition Definition => definition;

    public IRoutineSchedulerBuilder Configure(Action<SchedulerOptions> change)
    {
        services.Configure(change);
        return this;
    }

    public IRoutineSchedulerBuilder Check(Func<IServiceProvider, IEnumerable<string>> problems)
    {
        definition.Checks.Add(problems);
        return this;
    }

    public IRoutineSchedulerBuilder CheckParameters<TParameters>(
        ExecutorName<TParameters> name, Func<ParametersToCheck<TParameters>, IEnumerable<string>> problems)
    {
        definition.ParameterChecks.Add(new ParameterCheck(
            name.Value, typeof(TParameters),
            (routine, parameters, provider) => parameters is TParameters read
                ? problems(new(routine, read, provider, [.. definition.Routines.Select(known => known.Key)]))
                : []));   // told once, and not for each routine
        return this;
    }

    public IRoutineSchedulerBuilder AddRoutine(string key, Action<RoutineBuilder> define, string file, int line)
    {
        definition.AddRoutine(key, define, Place(file, line));
        return this;
    }

    [RequiresUnreferencedCode("Reads the parameters by reflection.")]
    [RequiresDynamicCode("Reads the parameters by reflection.")]
    public IRoutineSchedulerBuilder AddExecutor<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TExecutor, TParameters>(
        ExecutorName<TParameters> name, bool startsProcesses, string file, int line)
        where TExecutor : class, IExecutor<TParameters> =>
        AddClass<TExecutor, TParameters>(name, Reader<TParameters>(), startsProcesses, Place(file, line));

    public IRoutineSchedulerBuilder AddExecutor<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TExecutor, TParameters>(
        ExecutorName<TParameters> name, JsonTypeInfo<TParameters> parameters, bool startsProcesses, string file, int line)
        where TExecutor : class, IExecutor<TParameters> =>
        AddClass<TExecutor, TParameters>(name, json => ParameterJson.Read(json, parameters)!, startsProcesses, Place(file, line));

    [RequiresUnreferencedCode("Reads the parameters by reflection.")]
    [RequiresDynamicCode("Reads the parameters by reflection.")]
    public IRoutineSchedulerBuilder AddExecutor<TParameters>(
        ExecutorName<TParameters> name, Func<IServiceProvider, TParameters, IRunContext, CancellationToken, Task<AttemptOutcome>> execute,
        IReadOnlyList<Type> services, string file, int line)
    {
        definition.AddExecutor(new ExecutorEntry(
            name.Value,
            Reader<TParameters>(),
            (scope, parameters, run, cancel) => execute(scope, (TParameters)parameters, run, cancel),
            Place(file, line))
        {
            Parameters = typeof(TParameters), Services = services,
        });
        return this;
    }

    public IRoutineSchedulerBuilder AddCalendar(BusinessCalendar calendar)
    {
        definition.Calendars.Add(_ => calendar);
        return this;
    }

    public IRoutineSchedulerBuilder AddCalendarFile(string path)
    {
        definition.Calendars.Add(files => BusinessCalendar.FromFile(files.Find(path, "Calendar file")));
        return this;
    }

    public IRoutineSchedulerBuilder AddCalendarOverlayFile(string path)
    {
        definition.Overlays.Add(files => OverlayText.OfFile(files.Find(path, "Calendar overlay file")));
        return this;
    }

    public IRoutineSchedulerBuilder AddCalendarOverlay(CalendarOverlay overlay)
    {
        definition.Overlays.Add(_ => OverlayText.Of(overlay));
        return this;
    }

    public IRoutineSchedulerBuilder AddCalendarSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSource>()
        where TSource : class, ICalendarSource
    {
        services.AddSingleton<ICalendarSource, TSource>();
        return this;
    }

    private RoutineSchedulerBuilder AddClass<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TExecutor, TParameters>(
        ExecutorName<TParameters> name, Func<string, object> read, bool startsProcesses, string definedAt)
        where TExecutor : class, IExecutor<TParameters>
    {
        services.TryAddScoped<TExecutor>();
        definition.AddExecutor(new ExecutorEntry(
            name.Value,
            read,
            (scope, parameters, run, cancel) => scope.GetRequiredService<TExecutor>().ExecuteAsync((TParameters)parameters, run, cancel),
            definedAt,
            startsProcesses)
        {
            Parameters = typeof(TParameters),
            Services = IsMadeByTheHost(typeof(TExecutor)) ? [] : ServicesOf(typeof(TExecutor)),
        });
        return this;
    }

    private bool IsMadeByTheHost(Type executor) =>
        services.Any(service => service.ServiceType == executor && !service.IsKeyedService && service.ImplementationType is null);

    private static string Place(string file, int line) => $"{Path.GetFileName(file)}:{line}";

    [RequiresUnreferencedCode("Reads the parameters by reflection.")]
    [RequiresDynamicCode("Reads the parameters by reflection.")]
    private static Func<string, object> Reader<TParameters>()
    {
        var options = ParameterJson.ByReflection();
        return json => ParameterJson.Read<TParameters>(json, options)!;
    }

    /// <summary>Of the constructor that the container would take where there is one only; several are the container's to choose from.</summary>
    private static IReadOnlyList<Type> ServicesOf([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type executor) =>
        executor.GetConstructors() is [var only]
            ? [.. only.GetParameters().Where(IsNeeded).Select(parameter => parameter.ParameterType)]
            : [];

    private static bool IsNeeded(ParameterInfo parameter) => !parameter.HasDefaultValue && !IsKeyed(parameter);

    private static bool IsKeyed(ParameterInfo parameter) => parameter.IsDefined(typeof(FromKeyedServicesAttribute), inherit: false);
}
