using System.Text.Json;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>What an attempt brought, in one cell: the plain values of its result, without lists and what is nested.</summary>
internal static class ShortResult
{
    private const int LongestText = 60;

    /// <param name="json">Null where it has none.</param>
    public static string Of(string? json)
    {
        if (json is null)
        {
            return "";
        }

        using var result = JsonDocument.Parse(json);
        return result.RootElement.ValueKind == JsonValueKind.Object
            ? string.Join(", ", result.RootElement.EnumerateObject().Select(Of).OfType<string>())
            : Scalar(result.RootElement) ?? "";
    }

    /// <param name="rows">How "rows" are called.</param>
    public static string Of(Artifact artifact, string rows) =>
        artifact.Rows is { } count ? $"{artifact.Name}: {count} {rows}, {artifact.Path}" : $"{artifact.Name}: {artifact.Path}";

    private static string? Of(JsonProperty property) => Scalar(property.Value) is { } text ? $"{property.Name} {text}" : null;

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.String when value.GetString() is { Length: <= LongestText } text => text,
        JsonValueKind.String => $"{value.GetString()![..LongestText]}…",
        _ => null,
    };
}
