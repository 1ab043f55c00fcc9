using RoutineScheduler.Routines;

namespace RoutineScheduler.Execution;

/// <summary>
/// A result was asked for that is not there, or does not fit the type that it was asked as.
/// An attempt that ends by this fails with the cause NoResult and is not retried.
/// </summary>
public sealed class NoResultException(RoutineKey routine, string message, Exception? inner = null) : Exception(message, inner)
{
    public RoutineKey Routine { get; } = routine;
}
