using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Load;

/// <summary>A load cannot go on, from however deep in a file it turns out. The executor answers with <see cref="Outcome"/>.</summary>
internal sealed class LoadStoppedException : Exception
{
    private LoadStoppedException(AttemptOutcome outcome, string message)
        : base(message) => Outcome = outcome;

    public AttemptOutcome Outcome { get; }

    public static LoadStoppedException Permanent(string message) => new(AttemptOutcome.Permanent(message), message);

    public static LoadStoppedException Transient(string message) => new(AttemptOutcome.Transient(message), message);

    public static LoadStoppedException NotAvailableYet(string message) => new(AttemptOutcome.NotAvailableYet(message), message);

    public static LoadStoppedException By(Missing missing, string message) =>
        missing == Missing.Permanent ? Permanent(message) : NotAvailableYet(message);
}
