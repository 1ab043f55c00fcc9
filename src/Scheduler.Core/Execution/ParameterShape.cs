using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Execution;

/// <summary>
/// What of JSON does not fit the type that is to take it: all of it, each with its path, what was found and what is expected, in words that
/// are not .NET's. Asked only once System.Text.Json has refused, which names one place and its own types.
/// </summary>
internal sealed class ParameterShape(JsonSerializerOptions options)
{
    private readonly List<ParameterProblem> problems = [];

    public static IReadOnlyList<ParameterProblem> Problems(string json, JsonTypeInfo type)
    {
        var shape = new ParameterShape(type.Options);
        using var document = JsonDocument.Parse(json);
        shape.Compare(document.RootElement, type, "$");
        return shape.problems;
    }

    private void Compare(JsonElement value, JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when type.PolymorphismOptions is null:
                CompareObject(value, type, path);
                break;
            case JsonTypeInfoKind.Enumerable when Is(value, JsonValueKind.Array, path, "a list, as [ … ]"):
                foreach (var (i, item) in value.EnumerateArray().Index())
                {
                    CompareInner(item, type.ElementType, $"{path}[{i}]");
                }

                break;
            case JsonTypeInfoKind.Dictionary when Is(value, JsonValueKind.Object, path, "an object of names and values, as { … }"):
                foreach (var entry in value.EnumerateObject())
                {
                    CompareInner(entry.Value, type.ElementType, $"{path}.{entry.Name}");
                }

                break;
            case JsonTypeInfoKind.None or JsonTypeInfoKind.Object:
                CompareLeaf(value, type, path);
                break;
        }
    }

    private void CompareObject(JsonElement value, JsonTypeInfo type, string path)
    {
        var known = type.Properties.Where(IsRead).ToList();
        if (!Is(value, JsonValueKind.Object, path, $"an object with {Names(known)}"))
        {
            return;
        }

        var comparison = options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        foreach (var entry in value.EnumerateObject())
        {
            if (known.Find(property => string.Equals(property.Name, entry.Name, comparison)) is { } property)
            {
                CompareProperty(entry.Value, property, $"{path}.{property.Name}");
            }
            else if (RefusesUnknown(type))
            {
                Add($"{path}.{entry.Name}", $"is unknown.{NearestName.Question(entry.Name, known.Select(one => one.Name))} Known are {Names(known)}");
            }
        }

        foreach (var missing in known.Where(property => IsNeeded(property) && !Has(value, property.Name, comparison)))
        {
            Add($"{path}.{missing.Name}", $"is missing; expected is {ParameterWords.For(missing.PropertyType)}");
        }
    }

    private void CompareProperty(JsonElement value, JsonPropertyInfo property, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (options.RespectNullableAnnotations && !(property.AssociatedParameter?.IsNullable ?? property.IsSetNullable))
            {
                Add(path, $"found null, expected {ParameterWords.For(property.PropertyType)}");
            }
            else if (property.PropertyType.IsValueType)
            {
                CompareInner(value, property.PropertyType, path);
            }
        }
        else if (property.CustomConverter is null)
        {
            CompareInner(value, property.PropertyType, path);
        }
    }

    private void CompareInner(JsonElement value, Type? type, string path)
    {
        if (type is not null && (value.ValueKind != JsonValueKind.Null || type.IsValueType) && options.TryGetTypeInfo(type, out var known))
        {
            Compare(value, known, path);
        }
    }

    private void CompareLeaf(JsonElement value, JsonTypeInfo type, string path)
    {
        try
        {
            value.Deserialize(type);
        }
        catch (JsonException wrong)
        {
            Add(
                path,
                IsTheConvertersOwn(wrong.Message)
                    ? wrong.Message.TrimEnd('.')
                    : $"found {Found(value)}, expected {ParameterWords.For(type.Type, value)}");
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            Add(path, wrong.Message.TrimEnd('.'));
        }
    }

    private bool Is(JsonElement value, JsonValueKind kind, string path, string expected)
    {
        if (value.ValueKind != kind)
        {
            Add(path, $"found {Found(value)}, expected {expected}");
        }

        return value.ValueKind == kind;
    }

    private bool RefusesUnknown(JsonTypeInfo type) =>
        (type.UnmappedMemberHandling ?? options.UnmappedMemberHandling) == JsonUnmappedMemberHandling.Disallow
        && !type.Properties.Any(property => property.IsExtensionData);

    private bool IsNeeded(JsonPropertyInfo property) => property.IsRequired
        || (options.RespectRequiredConstructorParameters && property.AssociatedParameter is { HasDefaultValue: false });

    private void Add(string path, string message) => problems.Add(new ParameterProblem(path, $"{message}."));

    private static bool IsRead(JsonPropertyInfo property) =>
        !property.IsExtensionData && (property.Set is not null || property.AssociatedParameter is not null);

    private static bool Has(JsonElement value, string name, StringComparison comparison) =>
        value.EnumerateObject().Any(entry => string.Equals(entry.Name, name, comparison));

    private static bool IsTheConvertersOwn([NotNullWhen(true)] string? message) =>
        message is { Length: > 0 } && !message.Contains("| LineNumber: ", StringComparison.Ordinal);

    private static string Names(IReadOnlyCollection<JsonPropertyInfo> known) =>
        known.Count == 0 ? "nothing in it" : string.Join(", ", known.Select(property => property.Name));

    /// <summary>Whole or not at all: a secret is hidden in what is said only where it stands whole.</summary>
    private static string Found(JsonElement value)
    {
        const int Shown = 60;
        var text = value.GetRawText();
        return text.Length <= Shown ? text : value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => $"a list of {value.GetArrayLength()}",
            JsonValueKind.String => $"a text of {value.GetString()!.Length} characters",
            _ => $"a number of {text.Length} digits",
        };
    }
}
