using System.Text.Json.Nodes;

namespace RoutineScheduler.Execution;

/// <summary>Where a message about parameters points to.</summary>
internal static class ParameterPath
{
    /// <param name="path">As System.Text.Json and the annotations write it: $.file.names[2]. Property names are compared without case.</param>
    /// <returns>The value there as JSON; empty where there is none. Of "$" nothing: it speaks of what is missing, or of no one place.</returns>
    public static string TextAt(string json, string path)
    {
        var node = path == "$" ? null : JsonNode.Parse(json);
        foreach (var step in path.TrimStart('$').Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node switch
            {
                JsonObject properties =>
                    properties.FirstOrDefault(property => string.Equals(property.Key, step, StringComparison.OrdinalIgnoreCase)).Value,
                JsonArray items when int.TryParse(step.Trim('[', ']'), out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return node?.ToJsonString() ?? "";
    }
}
