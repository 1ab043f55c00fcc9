using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>An attempt whose end waits to be written, and what follows once it is.</summary>
internal sealed record Completion(InFlight Attempt, AttemptToEnd End)
{
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the end is in the store: only then is the place free.</summary>
    public Task Written => written.Task;

    public void IsWritten() => written.TrySetResult();
}
