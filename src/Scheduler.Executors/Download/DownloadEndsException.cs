using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>
/// Carries an outcome out of connections, streams and archives, through code that is not ours and returns no values of ours. The executor
/// catches it in one place.
/// </summary>
internal sealed class DownloadEndsException(AttemptOutcome outcome, string message) : Exception(message)
{
    public AttemptOutcome Outcome { get; } = outcome;

    public static DownloadEndsException Permanent(string message) => new(AttemptOutcome.Permanent(message), message);

    public static DownloadEndsException Transient(string message) => new(AttemptOutcome.Transient(message), message);

    /// <summary>The one that caused <paramref name="trouble"/>, which HttpClient may have wrapped.</summary>
    public static DownloadEndsException? Within(Exception? trouble)
    {
        while (trouble is not null and not DownloadEndsException)
        {
            trouble = trouble.InnerException;
        }

        return trouble as DownloadEndsException;
    }
}
