using RoutineScheduler.Routines;

namespace RoutineScheduler.Execution;

/// <summary>A result was asked for that is not there. An attempt that ends by this fails with the cause NoResult and is not retried.</summary>
public sealed class NoResultException(RoutineKey routine, string message) : Exception(message)
{
    public RoutineKey Routine { get; } = routine;
}
