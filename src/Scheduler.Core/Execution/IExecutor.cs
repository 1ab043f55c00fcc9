using RoutineScheduler.Queue;

namespace RoutineScheduler.Execution;

/// <summary>What a routine executes. Made in a scope of its own for each attempt.</summary>
/// <typeparam name="TParameters">Read from the routine's parameters, templates resolved, checked against its data annotations.</typeparam>
public interface IExecutor<in TParameters>
{
    /// <summary>
    /// One attempt. An exception is a transient failure, unless it is <see cref="NoResultException"/> (not retried) or the cancellation of
    /// <paramref name="cancel"/> itself. May be called again for the same run after a crash: what it writes must bear repetition, or carry
    /// <see cref="IRunContext.Token"/>.
    /// </summary>
    /// <param name="cancel">
    /// Why it was cancelled stands in <see cref="IRunContext.StopReason"/>. Ignoring it past GraceFor abandons the attempt.
    /// </param>
    Task<AttemptOutcome> ExecuteAsync(TParameters parameters, IRunContext run, CancellationToken cancel);
}
