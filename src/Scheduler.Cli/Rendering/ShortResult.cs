using System.Text.Json;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>
/// What an attempt brought, in one cell: the plain values of its result and those of its <c>counts</c>, as "read 5 · new 3 · rejected 2",
/// without lists and what else is nested. Where it is too long for a terminal it is cut there, and says where all of it is.
/// </summary>
internal static class ShortResult
{
    private const int LongestText = 60;
    private const int Longest = 120;
    private const string Counts = "counts";
    private const string All = "… (--json)";

    /// <param name="json">Null where it has none.</param>
    /// <param name="isCut">To what a terminal has room for; redirected it is whole.</param>
    public static string Of(string? json, bool isCut)
    {
        if (json is null)
        {
            return "";
        }

        using var result = JsonDocument.Parse(json);
        return result.RootElement.ValueKind switch
        {
            JsonValueKind.Object => Joined(Facts(result.RootElement, isCut), isCut),
            JsonValueKind.Array when result.RootElement.GetArrayLength() > 0 => All,
            _ => Scalar(result.RootElement, isCut) ?? "",
        };
    }

    /// <param name="rows">How "rows" are called.</param>
    public static string Of(Artifact artifact, string rows) =>
        artifact.Rows is { } count ? $"{artifact.Name}: {count} {rows}, {artifact.Path}" : $"{artifact.Name}: {artifact.Path}";

    /// <summary>What an attempt said, on a terminal its beginning.</summary>
    public static string Said(string? message, bool isCut) => message is null ? "" : isCut ? Begun(message, Longest) : message;

    /// <summary>The texts in one cell; cut are as many as it has room for, the first one whatever its length.</summary>
    public static string Joined(IEnumerable<string> texts, bool isCut, string separator = " · ")
    {
        var told = "";
        foreach (var text in texts)
        {
            if (isCut && told.Length + separator.Length + text.Length > Longest && told.Length > 0)
            {
                return $"{told}{separator}{All}";
            }

            told = told.Length == 0 ? text : $"{told}{separator}{text}";
        }

        return told;
    }

    private static List<string> Facts(JsonElement result, bool isCut)
    {
        var facts = result.EnumerateObject().SelectMany(property => Of(property, isCut)).ToList();
        return facts.Count == 0 && result.EnumerateObject().Any() ? [All] : facts;
    }

    private static IEnumerable<string> Of(JsonProperty property, bool isCut) => property switch
    {
        { Name: Counts, Value.ValueKind: JsonValueKind.Object } =>
            property.Value.EnumerateObject().Where(CountsForPeople).SelectMany(count => Of(count, isCut)),
        _ => Scalar(property.Value, isCut) is { } text ? [$"{property.Name} {text}"] : [],
    };

    /// <summary>A count of nothing is left out, but for what was read.</summary>
    private static bool CountsForPeople(JsonProperty count) => count.Name == "read" || count.Value.ToString() != "0";

    private static string? Scalar(JsonElement value, bool isCut) => value.ValueKind switch
    {
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.String => isCut ? Begun(value.GetString()!, LongestText) : value.GetString(),
        _ => null,
    };

    private static string Begun(string text, int longest) => text.Length <= longest ? text : $"{text[..longest]}…";
}
