using System.Text;

namespace RoutineScheduler.Executors.Download;

/// <summary>A URL as logs and messages may show it.</summary>
internal static class ShownUrl
{
    private const int LongestValue = 40;

    private static readonly string[] SecretNames =
        ["token", "key", "sig", "secret", "pass", "pwd", "auth", "code", "session", "cred", "jwt", "sas", "hash"];

    /// <summary>A routine's own URL: without user and fragment, and with the values of its query only where they look harmless.</summary>
    public static string Of(Uri url) => WithoutQuery(url) + Query(url.Query);

    /// <summary>A URL that a server chose, whose query may be a key as a whole.</summary>
    public static string OfTheirs(Uri url) => WithoutQuery(url) + (url.Query.Length > 1 ? "?***" : "");

    private static string WithoutQuery(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static string Query(string query)
    {
        var shown = new StringBuilder();
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=');
            var isShown = cut >= 0 && IsHarmless(pair[..cut], pair[(cut + 1)..]);
            shown.Append(shown.Length == 0 ? '?' : '&').Append(isShown ? pair : cut >= 0 ? $"{pair[..cut]}=***" : "***");
        }

        return shown.ToString();
    }

    private static bool IsHarmless(string name, string value) =>
        value.Length == 0 || (value.Length <= LongestValue && !SecretNames.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase)));
}
