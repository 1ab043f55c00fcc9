using System.Net.Sockets;
using System.Security.Authentication;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>What an exception means for the attempt.</summary>
internal static class Trouble
{
    /// <returns>Null where it is none that a download brings about.</returns>
    public static AttemptOutcome? Decide(Exception trouble, string shown)
    {
        if (DownloadEndsException.Within(trouble) is { } ends)
        {
            return ends.Outcome;
        }

        return trouble switch
        {
            HttpRequestException http => AttemptOutcome.Transient($"{shown}: {Connection(http)}.", http.ToString()),
            OperationCanceledException =>
                AttemptOutcome.Transient($"{shown}: no connection within DownloadOptions.ConnectTimeout.", trouble.ToString()),
            PathTooLongException => AttemptOutcome.Permanent($"To or Unzip.Into is longer than the file system takes: {trouble.Message}"),
            IOException or UnauthorizedAccessException =>
                AttemptOutcome.Transient($"The file could not be written: {trouble.Message}", trouble.ToString()),
            _ => null,
        };
    }

    private static string Connection(HttpRequestException trouble) => trouble.HttpRequestError switch
    {
        _ when Cause<SocketException>(trouble) is { } socket => Socket(socket),
        _ when Cause<AuthenticationException>(trouble) is { } tls => $"no trusted encryption: {tls.Message.TrimEnd('.')}",
        HttpRequestError.ResponseEnded => "the server ended the connection before it answered",
        HttpRequestError.InvalidResponse => $"the answer is not HTTP: {trouble.Message.TrimEnd('.')}",
        HttpRequestError.ConfigurationLimitExceeded => $"the answer's headers do not end: {trouble.Message.TrimEnd('.')}",
        _ => (trouble.InnerException ?? trouble).Message.TrimEnd('.'),
    };

    private static string Socket(SocketException trouble) => trouble.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            "the host's name has no address (looked up now; is it spelled right?)",
        SocketError.ConnectionRefused => "the server refuses connections",
        _ => $"no connection: {trouble.Message}",
    };

    private static T? Cause<T>(Exception? trouble)
        where T : Exception
    {
        while (trouble is not null and not T)
        {
            trouble = trouble.InnerException;
        }

        return trouble as T;
    }
}
