using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Calendars;

/// <summary>A value somewhere in a JSON document. What it is not is written down with its path, and reading goes on.</summary>
internal readonly record struct JsonPart(JsonElement Element, string Path, List<string> Problems)
{
    /// <summary>Null where the text is no JSON, which is then the only problem.</summary>
    public static JsonPart? Parse(string json, List<string> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new JsonPart(document.RootElement.Clone(), "$", problems);
        }
        catch (JsonException broken)
        {
            problems.Add($"$: no JSON at line {broken.LineNumber + 1}, column {broken.BytePositionInLine + 1}");
            return null;
        }
    }

    /// <summary>The properties by name; those that are not expected, or that come twice, are problems.</summary>
    public Dictionary<string, JsonPart> Object(params string[] expected)
    {
        var found = new Dictionary<string, JsonPart>(StringComparer.Ordinal);
        if (Element.ValueKind != JsonValueKind.Object)
        {
            Wrong("an object");
            return found;
        }

        foreach (var property in Element.EnumerateObject())
        {
            var part = new JsonPart(property.Value, Path == "$" ? property.Name : $"{Path}.{property.Name}", Problems);
            if (!expected.Contains(property.Name))
            {
                Problems.Add($"{part.Path}: unknown property.{NearestName.Question(property.Name, expected)} Known: {string.Join(", ", expected)}");
            }
            else if (!found.TryAdd(property.Name, part))
            {
                Problems.Add($"{part.Path}: stands there twice");
            }
        }

        return found;
    }

    public JsonPart? Required(Dictionary<string, JsonPart> properties, string name)
    {
        if (properties.TryGetValue(name, out var part))
        {
            return part;
        }

        if (Element.ValueKind == JsonValueKind.Object)
        {
            Problems.Add($"{(Path == "$" ? name : $"{Path}.{name}")}: is missing");
        }

        return null;
    }

    public IReadOnlyList<JsonPart> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            Wrong("a list");
            return [];
        }

        var self = this;
        return [.. Element.EnumerateArray().Select((item, i) => new JsonPart(item, $"{self.Path}[{i}]", self.Problems))];
    }

    public string? Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString() : Wrong("a text");

    public int? Year()
    {
        if (Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var year) && year is >= 1 and <= 9999)
        {
            return year;
        }

        Wrong("a year from 1 to 9999");
        return null;
    }

    public LocalDate? Date() => Read(LocalDatePattern.Iso, "a date as \"2026-12-25\"");

    public LocalTime? Time() => Read(LocalTimePattern.CreateWithInvariantCulture("HH:mm"), "a time as \"13:00\"");

    public string? Wrong(string expected)
    {
        var text = Element.GetRawText();
        Problems.Add($"{Path}: expected {expected}, found {(text.Length > 40 ? $"{text[..40]}…" : text)}");
        return null;
    }

    private T? Read<T>(IPattern<T> pattern, string expected)
        where T : struct
    {
        if (Element.ValueKind == JsonValueKind.String && pattern.Parse(Element.GetString()!) is { Success: true } parsed)
        {
            return parsed.Value;
        }

        Wrong(expected);
        return null;
    }
}
