using System.Text.Json;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>Reads from the first of two answers where the file is.</summary>
internal static class FirstStep
{
    /// <param name="asked">The URL that gave the answer.</param>
    /// <exception cref="DownloadEndsException">The answer names no address (not published yet), or one that is not followed.</exception>
    public static Uri Decide(TwoSteps steps, ReadOnlyMemory<byte> answer, Uri asked, string shown)
    {
        var (address, token) = Read(steps, answer, shown);
        var url = Absolute(steps, address, asked, shown);
        if (asked.Scheme == Uri.UriSchemeHttps && url.Scheme == Uri.UriSchemeHttp)
        {
            throw DownloadEndsException.Permanent(
                $"{shown} sends us from https to {ShownUrl.OfTheirs(url)}, which is not encrypted; only https is followed from there.");
        }

        return token is null || HasToken(url) ? url : WithToken(url, token);
    }

    private static (string Address, string? Token) Read(TwoSteps steps, ReadOnlyMemory<byte> answer, string shown)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Span.StartsWith("\uFEFF"u8) ? answer[3..] : answer);
            return Text(json.RootElement, steps.AddressProperty) is { } address
                ? (address, steps.TokenProperty is { } property ? Text(json.RootElement, property) : null)
                : throw NotYet($"{shown} answered without '{steps.AddressProperty}': not published yet.");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)   // the latter: a text that is no Unicode
        {
            throw NotYet($"{shown} answered {Found(answer.Span)} instead of JSON with '{steps.AddressProperty}': not published yet.");
        }
    }

    /// <summary>What begins like our JSON may hold a token, and is not shown.</summary>
    private static string Found(ReadOnlySpan<byte> answer) => FirstBytes.Line(answer[..Math.Min(answer.Length, 80)]) switch
    {
        "" => "nothing",
        ['{', ..] => "broken JSON (it does not end, or has a text that is no Unicode)",
        var begin => $"'{begin}…'",
    };

    /// <summary>Null where it is missing, empty or no text.</summary>
    private static string? Text(JsonElement root, string property) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static Uri Absolute(TwoSteps steps, string address, Uri asked, string shown)
    {
        var root = steps.BaseUrl is { } given ? given.TrimEnd('/') : asked.GetLeftPart(UriPartial.Authority);
        var whole = address.StartsWith("~/", StringComparison.Ordinal) ? root + address[1..] : address;
        return Uri.TryCreate(asked, whole, out var url) && IsWeb(url) && url.UserInfo.Length == 0
            ? url
            : throw DownloadEndsException.Permanent(
                $"{shown} answered with a '{steps.AddressProperty}' that is no http or https address; " +
                "expected is one that begins with ~/, / or https://.");
    }

    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;

    private static bool HasToken(Uri url) =>
        url.Query.TrimStart('?').Split('&').Any(pair => pair.StartsWith("token=", StringComparison.OrdinalIgnoreCase));

    private static Uri WithToken(Uri url, string token) =>
        new($"{url.GetLeftPart(UriPartial.Query)}{(url.Query.Length > 1 ? '&' : '?')}token={Uri.EscapeDataString(token)}");

    private static DownloadEndsException NotYet(string message) => new(AttemptOutcome.NotAvailableYet(message), message);
}
