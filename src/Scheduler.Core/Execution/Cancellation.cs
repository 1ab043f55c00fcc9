namespace RoutineScheduler.Execution;

/// <summary>
/// How a cancellation comes back out of an executor: as itself, or wrapped by what waited for it. <c>Task.Wait</c> throws an
/// AggregateException, streams and clients an exception of their own with the cancellation inside. What failed beside it is a failure.
/// </summary>
internal static class Cancellation
{
    public static bool IsIn(Exception thrown) => thrown switch
    {
        OperationCanceledException => true,
        AggregateException several => several.InnerExceptions.All(IsIn),
        { InnerException: { } inner } => IsIn(inner),
        _ => false,
    };
}
