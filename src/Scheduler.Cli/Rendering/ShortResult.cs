using System.Text.Json;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>
/// What an attempt brought, in one cell: the plain values of its result and those of its <c>counts</c>, as "read 5 · new 3 · rejected 2",
/// without lists and what else is nested. Where it is long it is cut, and says where all of it is.
/// </summary>
internal static class ShortResult
{
    private const int LongestText = 60;
    private const int Longest = 120;
    private const string Counts = "counts";
    private const string All = "… (--json)";

    /// <param name="json">Null where it has none.</param>
    public static string Of(string? json)
    {
        if (json is null)
        {
            return "";
        }

        using var result = JsonDocument.Parse(json);
        return result.RootElement.ValueKind switch
        {
            JsonValueKind.Object => Cut(Facts(result.RootElement)),
            JsonValueKind.Array when result.RootElement.GetArrayLength() > 0 => All,
            _ => Scalar(result.RootElement) ?? "",
        };
    }

    /// <param name="rows">How "rows" are called.</param>
    public static string Of(Artifact artifact, string rows) =>
        artifact.Rows is { } count ? $"{artifact.Name}: {count} {rows}, {artifact.Path}" : $"{artifact.Name}: {artifact.Path}";

    /// <summary>As many of the texts as one cell has room for, the first one whatever its length.</summary>
    public static string Cut(IEnumerable<string> texts, string separator = " · ")
    {
        var (told, all) = ("", texts.ToList());
        foreach (var text in all)
        {
            if (told.Length + separator.Length + text.Length > Longest && told.Length > 0)
            {
                return $"{told}{separator}{All}";
            }

            told = told.Length == 0 ? text : $"{told}{separator}{text}";
        }

        return told;
    }

    private static IEnumerable<string> Facts(JsonElement result)
    {
        var facts = result.EnumerateObject().SelectMany(Of).ToList();
        return facts.Count == 0 && result.EnumerateObject().Any() ? [All] : facts;
    }

    private static IEnumerable<string> Of(JsonProperty property) => property switch
    {
        { Name: Counts, Value.ValueKind: JsonValueKind.Object } => property.Value.EnumerateObject().Where(CountsForPeople).SelectMany(Of),
        _ => Scalar(property.Value) is { } text ? [$"{property.Name} {text}"] : [],
    };

    /// <summary>A count of nothing is left out, but for what was read.</summary>
    private static bool CountsForPeople(JsonProperty count) => count.Name == "read" || count.Value.ToString() != "0";

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.String when value.GetString() is { Length: <= LongestText } text => text,
        JsonValueKind.String => $"{value.GetString()![..LongestText]}…",
        _ => null,
    };
}
