using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Hosting;

/// <summary>
/// Executors as delegates, with up to four services from the attempt's scope between the context and the token: written out, so that
/// nothing is looked up by reflection. A Task without a value succeeds without a result.
/// </summary>
[RequiresUnreferencedCode("Reads the parameters by reflection.")]
[RequiresDynamicCode("Reads the parameters by reflection.")]
public static class DelegateExecutors
{
    public static IRoutineSchedulerBuilder AddExecutor<TParameters>(
        this IRoutineSchedulerBuilder builder, ExecutorName<TParameters> name,
        Func<TParameters, IRunContext, CancellationToken, Task<AttemptOutcome>> execute,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        builder.AddExecutor(name, (scope, parameters, run, cancel) => execute(parameters, run, cancel), [], file, line);

    public static IRoutineSchedulerBuilder AddExecutor<TParameters>(
        this IRoutineSchedulerBuilder builder, ExecutorName<TParameters> name, Func<TParameters, IRunContext, CancellationToken, Task> execute,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        builder.AddExecutor(name, (scope, parameters, run, cancel) => Succeeded(execute(parameters, run, cancel)), [], file, line);

    public static IRoutineSchedulerBuilder AddExecutor<TParameters, S1>(
        this IRoutineSchedulerBuilder builder, ExecutorName<TParameters> name,
        Func<TParameters, IRunContext, S1, CancellationToken, Task<AttemptOutcome>> execute,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where S1 : notnull =>
        builder.AddExecutor(
            name, (scope, parameters, run, cancel) => execute(parameters, run, scope.GetRequiredService<S1>(), cancel), [typeof(S1)], file, line);

    public static IRoutineSchedulerBuilder AddExecutor<TParameters, S1>(
        this IRoutineSchedulerBuilder builder, ExecutorName<TParameters> name, Func<TParameters, IRunContext, S1, CancellationToken, Task> execute,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where S1 : notnull =>
        builder.AddExecutor(
            name, (scope, parameters, run, cancel) => Succeeded(execute(parameters, run, scope.GetRequiredService<S1>(), cancel)), [typeof(S1)], file,
            line);

    public static IRoutineSchedulerBuilder AddExecutor<TParameters, S1, S2>(
        this IRoutineSchedulerBuilder builder, ExecutorName<TParameters> name,
        Func<TParameters, IRunContext, S1, S2, CancellationToken, Task<AttemptOutcome>> execute,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where S1 : notnull
        where S2 : notnull =>
        builder.AddExecutor(
            name,
            (scope, parameters, run, cancel) => execute(parameters, run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), cancel),
            [typeof(S1), typeof(S2)], file, line);

    public static IRoutineSchedulerBuilder AddExecutor<TParameters, S1, S2>(
        this IRoutineSchedulerBuilder builder, ExecutorName<TParameters> name,
        Func<TParameters, IRunContext, S1, S2, CancellationToken, Task> execute,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where S1 : notnull
        where S2 : notnull =>
        builder.AddExecutor(
            name,
            (scope, parameters, run, cancel) => Succeeded(
                execute(parameters, run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), cancel)),
            [typeof(S1), typeof(S2)], file, line);

    public static IRoutineSchedulerBuilder AddExecutor<TParameters, S1, S2, S3>(
        this IRoutineSchedulerBuilder builder, ExecutorName<TParameters> name,
        Func<TParameters, IRunContext, S1, S2, S3, CancellationToken, Task<AttemptOutcome>> execute,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where S1 : notnull
        where S2 : notnull
        where S3 : notnull =>
        builder.AddExecutor(
            name,
            (scope, parameters, run, cancel) => execute(
                parameters, run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), scope.GetRequiredService<S3>(), cancel),
            [typeof(S1), typeof(S2), typeof(S3)], file, line);

    public static IRoutineSchedulerBuilder AddExecutor<TParameters, S1, S2, S3>(
        this IRoutineSchedulerBuilder builder, ExecutorName<TParameters> name,
        Func<TParameters, IRunContext, S1, S2, S3, CancellationToken, Task> execute,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where S1 : notnull
        where S2 : notnull
        where S3 : notnull =>
        builder.AddExecutor(
            name,
            (scope, parameters, run, cancel) => Succeeded(
                execute(parameters, run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), scope.GetRequiredService<S3>(), cancel)),
            [typeof(S1), typeof(S2), typeof(S3)], file, line);

    public static IRoutineSchedulerBuilder AddExecutor<TParameters, S1, S2, S3, S4>(
        this IRoutineSchedulerBuilder builder, ExecutorName<TParameters> name,
        Func<TParameters, IRunContext, S1, S2, S3, S4, CancellationToken, Task<AttemptOutcome>> execute,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where S1 : notnull
        where S2 : notnull
        where S3 : notnull
        where S4 : notnull =>
        builder.AddExecutor(
            name,
            (scope, parameters, run, cancel) => execute(
                parameters, run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), scope.GetRequiredService<S3>(),
                scope.GetRequiredService<S4>(), cancel),
            [typeof(S1), typeof(S2), typeof(S3), typeof(S4)], file, line);

    public static IRoutineSchedulerBuilder AddExecutor<TParameters, S1, S2, S3, S4>(
        this IRoutineSchedulerBuilder builder, ExecutorName<TParameters> name,
        Func<TParameters, IRunContext, S1, S2, S3, S4, CancellationToken, Task> execute,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where S1 : notnull
        where S2 : notnull
        where S3 : notnull
        where S4 : notnull =>
        builder.AddExecutor(
            name,
            (scope, parameters, run, cancel) => Succeeded(
                execute(
                    parameters, run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), scope.GetRequiredService<S3>(),
                    scope.GetRequiredService<S4>(), cancel)),
            [typeof(S1), typeof(S2), typeof(S3), typeof(S4)], file, line);

    internal static async Task<AttemptOutcome> Succeeded(Task work)
    {
        await work;
        return AttemptOutcome.Succeeded();
    }
}
