using System.Net;
using System.Net.Http.Headers;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>What a status means for the attempt, before the body is read.</summary>
internal static class StatusVerdict
{
    /// <returns>Null where the body is worth reading.</returns>
    public static AttemptOutcome? Decide(HttpStatusCode status, RetryConditionHeaderValue? retryAfter, IReadOnlyList<int> notAvailable, string shown)
    {
        var code = (int)status;
        var said = $"{shown} answered {code} {status}";
        return code switch
        {
            200 => null,
            _ when notAvailable.Contains(code) => AttemptOutcome.NotAvailableYet($"{said}: not published yet."),
            204 or 205 => AttemptOutcome.NotAvailableYet($"{said}: there is no content yet."),
            206 => AttemptOutcome.Transient($"{said}, a part, although the whole file was asked for."),
            401 or 403 or 407 =>
                AttemptOutcome.Permanent($"{said}: it wants other credentials. Look at the routine's headers and what the account may read."),
            408 or 425 or 429 or >= 500 => AttemptOutcome.Transient($"{said}{After(retryAfter)}."),
            >= 400 => AttemptOutcome.Permanent(
                $"{said}. Look at the URL; where this status means 'not published yet', add {code} to Expect.NotAvailableStatuses."),
            _ => AttemptOutcome.Transient($"{said}, which brings no file; 200 was expected."),
        };
    }

    private static string After(RetryConditionHeaderValue? retryAfter) => retryAfter switch
    {
        { Delta: { } wait } => FormattableString.Invariant($" and asks to wait {wait.TotalSeconds:0} s"),
        { Date: { } date } => FormattableString.Invariant($" and asks to wait until {date.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"),
        _ => "",
    };
}
