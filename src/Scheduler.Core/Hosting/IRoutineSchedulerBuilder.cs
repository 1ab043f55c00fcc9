using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Hosting;

/// <summary>What a host adds to its scheduler. Does no I/O; what is wrong is told at start, all at once.</summary>
public interface IRoutineSchedulerBuilder
{
    IServiceCollection Services { get; }

    /// <summary>Options from code; they win over the configuration section.</summary>
    IRoutineSchedulerBuilder Configure(Action<SchedulerOptions> change);

    /// <summary>What an addition of yours needs checked at start: each problem is told with all others, in one exception. Does no I/O.</summary>
    /// <param name="problems">A sentence each: what, which value, what would be right.</param>
    IRoutineSchedulerBuilder Check(Func<IServiceProvider, IEnumerable<string>> problems);

    /// <summary>
    /// What parameters of an executor need checked at start beyond what their type can say of itself: asked once for each routine that has them and
    /// whose parameters can be read, and told with all others. One of an executor that is not there, or takes others, is told too. Does no I/O.
    /// </summary>
    /// <param name="problems">A sentence each; routine and executor are put before it.</param>
    IRoutineSchedulerBuilder CheckParameters<TParameters>(
        ExecutorName<TParameters> name, Func<ParametersToCheck<TParameters>, IEnumerable<string>> problems);

    /// <param name="key">1–100 characters of a–z, 0–9, '-', '_' and '.'; unique in the scheduler.</param>
    IRoutineSchedulerBuilder AddRoutine(
        string key, Action<RoutineBuilder> define, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0);

    /// <summary>An executor as a class, made in a scope of its own for each attempt.</summary>
    [RequiresUnreferencedCode("Reads the parameters by reflection.")]
    [RequiresDynamicCode("Reads the parameters by reflection.")]
    IRoutineSchedulerBuilder AddExecutor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TExecutor, TParameters>(
        ExecutorName<TParameters> name, bool startsProcesses = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TExecutor : class, IExecutor<TParameters>;

    /// <summary>The same without reflection, for applications that are trimmed or compiled ahead of time; data annotations are not checked.</summary>
    /// <param name="parameters">How the parameters are read: of a JsonSerializerContext of the host's.</param>
    IRoutineSchedulerBuilder AddExecutor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TExecutor, TParameters>(
        ExecutorName<TParameters> name, JsonTypeInfo<TParameters> parameters, bool startsProcesses = false, [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where TExecutor : class, IExecutor<TParameters>;

    /// <summary>An executor as a delegate; the extension methods of the same name inject services.</summary>
    [RequiresUnreferencedCode("Reads the parameters by reflection.")]
    [RequiresDynamicCode("Reads the parameters by reflection.")]
    IRoutineSchedulerBuilder AddExecutor<TParameters>(
        ExecutorName<TParameters> name, Func<IServiceProvider, TParameters, IRunContext, CancellationToken, Task<AttemptOutcome>> execute,
        IReadOnlyList<Type> services, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0);

    /// <summary>In place of the one of this name, if there is one.</summary>
    IRoutineSchedulerBuilder AddCalendar(BusinessCalendar calendar);

    /// <summary>
    /// The calendar in a JSON file, in the form of <see cref="BusinessCalendar.FromJson"/>: read at start, so that a file that is missing or wrong is
    /// told with all other problems. In place of the one of its name, if there is one.
    /// </summary>
    /// <param name="path">A relative one is looked for from the host's content root, then beside the program.</param>
    IRoutineSchedulerBuilder AddCalendarFile(string path);

    /// <summary>The overlay in a JSON file, in the form of <see cref="CalendarOverlay.FromJson"/>; read like <see cref="AddCalendarFile"/>.</summary>
    /// <param name="path">A relative one is looked for from the host's content root, then beside the program.</param>
    IRoutineSchedulerBuilder AddCalendarOverlayFile(string path);

    /// <summary>Adds or removes single dates of a calendar.</summary>
    IRoutineSchedulerBuilder AddCalendarOverlay(CalendarOverlay overlay);

    /// <summary>Asked at start for calendars that are named and not otherwise known. Resolved from the services.</summary>
    IRoutineSchedulerBuilder AddCalendarSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSource>()
        where TSource : class, ICalendarSource;
}
