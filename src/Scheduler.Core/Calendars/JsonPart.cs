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
            if (Unicode(() => property.Name) is not { } name)
            {
                Problems.Add($"{Path}: has a property whose name is no Unicode text");
                continue;
            }

            var part = new JsonPart(property.Value, Path == "$" ? name : $"{Path}.{name}", Problems);
            if (!expected.Contains(name))
            {
                Problems.Add($"{part.Path}: unknown property.{NearestName.Question(name, expected)} Known: {string.Join(", ", expected)}");
            }
            else if (!found.TryAdd(name, part))
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

    public string? Text() => Element.ValueKind == JsonValueKind.String ? Unicode() ?? Wrong("a text of Unicode") : Wrong("a text");

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

    private string? Unicode()
    {
        var element = Element;
        return Unicode(() => element.GetString()!);
    }

    /// <summary>Null for half of a surrogate pair, which JSON can write and no text can hold.</summary>
    private static string? Unicode(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private T? Read<T>(IPattern<T> pattern, string expected)
        where T : struct
    {
        if (Element.ValueKind == JsonValueKind.String && Unicode() is { } text && pattern.Parse(text) is { Success: true } parsed)
        {
            return parsed.Value;
        }

        Wrong(expected);
        return null;
    }
}
