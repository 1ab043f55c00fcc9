using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Hosting;

/// <summary>The shortest form: the routine brings its executor along, under its own key, as a lambda with up to four services.</summary>
public static class RoutineLambdas
{
    public static RoutineBuilder Executes(this RoutineBuilder routine, Func<IRunContext, CancellationToken, Task<AttemptOutcome>> execute) =>
        routine.ExecutesOwn((_, run, cancel) => execute(run, cancel), []);

    public static RoutineBuilder Executes(this RoutineBuilder routine, Func<IRunContext, CancellationToken, Task> execute) =>
        routine.ExecutesOwn((_, run, cancel) => DelegateExecutors.Succeeded(execute(run, cancel)), []);

    public static RoutineBuilder Executes<S1>(this RoutineBuilder routine, Func<IRunContext, S1, CancellationToken, Task<AttemptOutcome>> execute)
        where S1 : notnull =>
        routine.ExecutesOwn((scope, run, cancel) => execute(run, scope.GetRequiredService<S1>(), cancel), [typeof(S1)]);

    public static RoutineBuilder Executes<S1>(this RoutineBuilder routine, Func<IRunContext, S1, CancellationToken, Task> execute)
        where S1 : notnull =>
        routine.ExecutesOwn((scope, run, cancel) => DelegateExecutors.Succeeded(execute(run, scope.GetRequiredService<S1>(), cancel)), [typeof(S1)]);

    public static RoutineBuilder Executes<S1, S2>(
        this RoutineBuilder routine, Func<IRunContext, S1, S2, CancellationToken, Task<AttemptOutcome>> execute)
        where S1 : notnull
        where S2 : notnull =>
        routine.ExecutesOwn(
            (scope, run, cancel) => execute(run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), cancel), [typeof(S1), typeof(S2)]);

    public static RoutineBuilder Executes<S1, S2>(this RoutineBuilder routine, Func<IRunContext, S1, S2, CancellationToken, Task> execute)
        where S1 : notnull
        where S2 : notnull =>
        routine.ExecutesOwn(
            (scope, run, cancel) => DelegateExecutors.Succeeded(execute(run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), cancel)),
            [typeof(S1), typeof(S2)]);

    public static RoutineBuilder Executes<S1, S2, S3>(
        this RoutineBuilder routine, Func<IRunContext, S1, S2, S3, CancellationToken, Task<AttemptOutcome>> execute)
        where S1 : notnull
        where S2 : notnull
        where S3 : notnull =>
        routine.ExecutesOwn(
            (scope, run, cancel) => execute(
                run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), scope.GetRequiredService<S3>(), cancel),
            [typeof(S1), typeof(S2), typeof(S3)]);

    public static RoutineBuilder Executes<S1, S2, S3>(this RoutineBuilder routine, Func<IRunContext, S1, S2, S3, CancellationToken, Task> execute)
        where S1 : notnull
        where S2 : notnull
        where S3 : notnull =>
        routine.ExecutesOwn(
            (scope, run, cancel) => DelegateExecutors.Succeeded(
                execute(run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), scope.GetRequiredService<S3>(), cancel)),
            [typeof(S1), typeof(S2), typeof(S3)]);

    public static RoutineBuilder Executes<S1, S2, S3, S4>(
        this RoutineBuilder routine, Func<IRunContext, S1, S2, S3, S4, CancellationToken, Task<AttemptOutcome>> execute)
        where S1 : notnull
        where S2 : notnull
        where S3 : notnull
        where S4 : notnull =>
        routine.ExecutesOwn(
            (scope, run, cancel) => execute(
                run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), scope.GetRequiredService<S3>(), scope.GetRequiredService<S4>(),
                cancel),
            [typeof(S1), typeof(S2), typeof(S3), typeof(S4)]);

    public static RoutineBuilder Executes<S1, S2, S3, S4>(
        this RoutineBuilder routine, Func<IRunContext, S1, S2, S3, S4, CancellationToken, Task> execute)
        where S1 : notnull
        where S2 : notnull
        where S3 : notnull
        where S4 : notnull =>
        routine.ExecutesOwn(
            (scope, run, cancel) => DelegateExecutors.Succeeded(
                execute(
                    run, scope.GetRequiredService<S1>(), scope.GetRequiredService<S2>(), scope.GetRequiredService<S3>(),
                    scope.GetRequiredService<S4>(), cancel)),
            [typeof(S1), typeof(S2), typeof(S3), typeof(S4)]);
}
