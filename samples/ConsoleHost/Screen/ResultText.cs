using System.Text.Json;

namespace ConsoleHost.Screen;

/// <summary>A run's result in one line: its numbers and short texts, named as in the JSON; paths and lists are left out.</summary>
internal static class ResultText
{
    private const int MostCharacters = 30;

    public static string Of(string? json)
    {
        if (json is null)
        {
            return "";
        }

        using var result = JsonDocument.Parse(json);
        return string.Join(", ", Parts(result.RootElement));
    }

    private static IEnumerable<string> Parts(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().SelectMany(Parts) : [];

    private static IEnumerable<string> Parts(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Object => Parts(property.Value),
        JsonValueKind.Number => [$"{property.Name} {property.Value}"],
        JsonValueKind.String when property.Value.GetString() is { Length: > 0 and <= MostCharacters } text => [$"{property.Name} {text}"],
        _ => [],
    };
}
