using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RoutineScheduler.Execution;

/// <summary>Hides the secrets that an attempt was given, wherever their value turns up.</summary>
internal sealed partial class SecretMask
{
    public const string Hidden = "***";

    public static readonly SecretMask None = new([]);

    private readonly IReadOnlyList<string> values;

    /// <summary>
    /// Each also as it stands in JSON and in a URL. The longest first, so that a secret that contains another is hidden whole. Values under
    /// three characters would hide half of every line.
    /// </summary>
    public SecretMask(IEnumerable<string> secrets) => values =
        [.. secrets.Where(value => value.Length >= 3).SelectMany(Forms).Distinct().OrderByDescending(value => value.Length)];

    [return: NotNullIfNotNull(nameof(text))]
    public string? Apply(string? text)
    {
        if (text is null || values.Count == 0)
        {
            return text;
        }

        return values.Aggregate(text, (masked, value) => masked.Replace(value, Hidden, StringComparison.Ordinal));
    }

    /// <summary>
    /// The same in the texts of a JSON value and in the names of its properties. It stays JSON: a number is hidden only where it is a secret as
    /// a whole.
    /// </summary>
    [return: NotNullIfNotNull(nameof(json))]
    public string? ApplyToJson(string? json) => json is null || values.Count == 0 ? json : JsonLeaves.Replace(json, InLeaf, name => Apply(name));

    private string? InLeaf(JsonElement leaf) => leaf.ValueKind switch
    {
        JsonValueKind.String => Apply(leaf.GetString()),
        JsonValueKind.Number when values.Contains(leaf.GetRawText()) => Hidden,
        _ => null,
    };

    private static IEnumerable<string> Forms(string value) =>
    [
        value,
        JsonEncodedText.Encode(value).ToString(),
        JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        .. InUrls(value).SelectMany(url => new[] { url, Escape().Replace(url, escape => escape.Value.ToLowerInvariant()) }),
    ];

    /// <summary>As a value of a URL, of a form, and as it is left in a URL that was written by hand.</summary>
    private static IEnumerable<string> InUrls(string value)
    {
        var escaped = Uri.EscapeDataString(value);
        return [escaped, WebUtility.UrlEncode(value), Escape().Replace(escaped, Reserved)];
    }

    /// <summary>What may stand in a URL as it is (RFC 3986, 2.2).</summary>
    private static string Reserved(Match escape)
    {
        var plain = Uri.UnescapeDataString(escape.Value);
        return plain.Length == 1 && ":/?#[]@!$&'()*+,;=".Contains(plain[0], StringComparison.Ordinal) ? plain : escape.Value;
    }

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex Escape();
}
