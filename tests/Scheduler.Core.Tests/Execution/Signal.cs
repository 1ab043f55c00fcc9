namespace RoutineScheduler.Core.Tests.Execution;

/// <summary>Said once, by whichever side comes first.</summary>
internal sealed class Signal
{
    private readonly TaskCompletionSource said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Said => said.Task;

    public void Say() => said.TrySetResult();
}
