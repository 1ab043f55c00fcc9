namespace RoutineScheduler.Storage;

/// <summary>
/// Says that the queue may have changed, by this process or another. A hint: sleepers ask the queue when it comes, and never because time passed.
/// </summary>
internal interface IStoreSignal
{
    /// <summary>
    /// Completes at the first change after <paramref name="seen"/>, at once where there has been one, and returns the new mark.
    /// </summary>
    /// <param name="seen">What the last call returned; 0 at first.</param>
    Task<long> WaitAsync(long seen, CancellationToken cancel);
}
