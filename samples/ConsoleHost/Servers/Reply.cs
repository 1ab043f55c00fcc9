using System.Text;

namespace ConsoleHost.Servers;

/// <summary>What a server answers, and how well it behaves in doing so.</summary>
/// <param name="Status">Code and phrase, as in <c>404 Not Found</c>.</param>
internal sealed record Reply(string Status, string ContentType, byte[] Body)
{
    public string? FileName { get; init; }

    /// <summary>How many bytes of the body come before the connection is cut, although its whole length was announced. Null: all of them.</summary>
    public int? CutAfter { get; init; }

    /// <summary>How long a slow server takes over the body.</summary>
    public TimeSpan SpreadOver { get; init; }

    public static Reply Json(string status, string json) => new(status, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json));

    public static Reply Html(string status, string title, string text) => new(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(
        $"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>\n"));

    public static Reply File(string name, string contentType, byte[] body) => new("200 OK", contentType, body) { FileName = name };

    public static Reply NotFound() => Html("404 Not Found", "404", "Not found");
}
