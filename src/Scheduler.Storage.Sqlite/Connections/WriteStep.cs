namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>How a step is to be carried out.</summary>
/// <param name="IsAlone">Its transaction holds nothing else.</param>
/// <param name="IsOutside">It only reads, and in no transaction.</param>
internal sealed record StepManner(string? BeforeCommit = null, string? AfterCommit = null, bool IsAlone = false, bool IsOutside = false)
{
    public static readonly StepManner Plain = new();
}

/// <summary>One step on its way through the writer. It may be carried out several times, and takes effect at most once.</summary>
internal abstract class WriteStep(StepManner manner, CancellationToken cancel)
{
    public StepManner Manner => manner;

    /// <summary>Takes back a step that has not begun; one that has begun is carried out and answered.</summary>
    public bool IsTakenBack => cancel.IsCancellationRequested;

    protected CancellationToken Cancel => cancel;

    public abstract void CarryOut(WriteTransaction transaction);

    /// <summary>After the commit.</summary>
    public abstract void Answer();

    public abstract void Fail(Exception trouble);

    public abstract void TakeBack();
}

internal sealed class WriteStep<T>(Func<WriteTransaction, T> step, StepManner manner, CancellationToken cancel) : WriteStep(manner, cancel)
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Task => answer.Task;

    public override void CarryOut(WriteTransaction transaction) => result = step(transaction);

    public override void Answer() => answer.TrySetResult(result!);

    public override void Fail(Exception trouble) => answer.TrySetException(trouble);

    public override void TakeBack() => answer.TrySetCanceled(Cancel);
}
