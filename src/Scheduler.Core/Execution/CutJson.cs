using System.Text.Json;

namespace RoutineScheduler.Execution;

/// <summary>
/// Parameters and properties as they are recorded: no longer than a text may be, still JSON, and what is cut is said. Each attempt keeps its
/// own, and a predecessor's result may stand in them many times over. Secrets are masked before: half of one would not be found.
/// </summary>
internal static class CutJson
{
    /// <summary>Of one text in JSON that is too long, in characters.</summary>
    public const int MaxTextWithin = 1_024;

    public static string? Of(string? json)
    {
        if (json is null || json.Length <= AttemptEnding.MaxText)
        {
            return json;
        }

        return Shorter(json) is { } shorter && shorter.Length <= AttemptEnding.MaxText ? shorter : Beginning(json);
    }

    /// <summary>Null where one of its texts is none: half of a surrogate pair, which JSON may write and nobody can read.</summary>
    private static string? Shorter(string json)
    {
        try
        {
            return JsonLeaves.Replace(
                json, leaf => leaf.ValueKind == JsonValueKind.String ? AttemptEnding.Cut(leaf.GetString(), MaxTextWithin) : null);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Where not its texts are long, but it has many of them. Half of the room: quotes take two characters inside a text.</summary>
    private static string Beginning(string json) =>
        JsonLeaves.Replace("""{"cut":""}""", _ => AttemptEnding.Cut(json, AttemptEnding.MaxText / 2));
}
