using System.Collections.Frozen;

namespace RoutineScheduler.Executors.Download;

/// <summary>Which headers a request carries.</summary>
internal static class RequestHeaders
{
    private static readonly FrozenSet<string> Ours = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host", "Connection", "Content-Length", "Transfer-Encoding", "Accept-Encoding", "Upgrade", "Trailer", "TE", "Expect", "Range",
        "Proxy-Authorization");

    private static readonly FrozenSet<string> OfABody = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Allow", "Expires", "Last-Modified");

    private static readonly FrozenSet<string> Harmless = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Accept", "Accept-Language", "User-Agent");

    /// <summary>Whether a routine may not set it: it frames the message, or would change what comes back behind our back.</summary>
    public static bool IsOurs(string name) => Ours.Contains(name);

    /// <summary>Requests without a body have no place for it: it would be dropped without a word.</summary>
    public static bool IsOfABody(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || OfABody.Contains(name);

    /// <summary>Anything that might be a secret goes only where the routine's own URL points to.</summary>
    public static HttpRequestMessage Ask(Uri url, DownloadFile file, string userAgent)
    {
        var isTheirs = !IsSameOrigin(url, new Uri(file.Url));
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in file.Headers.Where(header => !isTheirs || Harmless.Contains(header.Key)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        if (!request.Headers.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        }

        return request;
    }

    private static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
