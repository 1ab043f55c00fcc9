using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Execution;

namespace RoutineScheduler.Executors.Load;

/// <summary>
/// One attempt of one store. A store that was deleted or restored gives ids, numbers and tokens again; the instant at which that attempt started
/// it does not.
/// </summary>
/// <param name="StartedAt">By the store's clock, ISO 8601 to its last digit.</param>
internal sealed record AttemptMark(int Number, long Token, string StartedAt)
{
    public static AttemptMark Of(int number, long token, Instant startedAt) => new(number, token, InstantPattern.ExtendedIso.Format(startedAt));
}

/// <param name="Earlier">Those of the same run that have ended.</param>
internal sealed record AttemptMarks(AttemptMark Own, IReadOnlyList<AttemptMark> Earlier);

internal interface IAttemptMarks
{
    /// <exception cref="LoadStoppedException">The store has the attempt no more: another took the run over.</exception>
    Task<AttemptMarks> OfAsync(IRunContext run, CancellationToken cancel);
}
