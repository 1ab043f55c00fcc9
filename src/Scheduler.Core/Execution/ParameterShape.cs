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
/// <param name="problems">Those that were found.</param>
internal sealed class ParameterShape(JsonSerializerOptions options, List<ParameterProblem> problems)
{
    public static IReadOnlyList<ParameterProblem> Problems(string json, JsonTypeInfo type)
    {
        var problems = new List<ParameterProblem>();
        using var document = JsonDocument.Parse(json);
        new ParameterShape(type.Options, problems).Compare(document.RootElement, type, "$");
        return problems;
    }

    private void Compare(JsonElement value, JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when type.PolymorphismOptions is { } polymorphism:
                CompareKind(value, new KnownKinds(type, polymorphism, options), path);
                break;
            case JsonTypeInfoKind.Object:
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
            case JsonTypeInfoKind.None:
                CompareLeaf(value, type, path);
                break;
        }
    }

    private void CompareKind(JsonElement value, KnownKinds kinds, string path)
    {
        if (!Is(value, JsonValueKind.Object, path, "an object, as { … }"))
        {
            return;
        }

        if (kinds.Problem(value) is { } problem)
        {
            Add($"{path}.{kinds.Property}", problem);
            return;
        }

        CompareObject(value, kinds.Of(value), path, kinds.Property);
    }

    /// <param name="metadata">The name of a property that is no member.</param>
    private void CompareObject(JsonElement value, JsonTypeInfo type, string path, string? metadata = null)
    {
        var known = type.Properties.Where(IsRead).ToList();
        if (!Is(value, JsonValueKind.Object, path, $"an object with {Names(known)}"))
        {
            return;
        }

        foreach (var entry in value.EnumerateObject().Where(entry => entry.Name != metadata))
        {
            if (type.Properties.FirstOrDefault(property => IsNamed(property, entry)) is not { } property)
            {
                CompareUnknown(entry, type, known, path);
            }
            else if (IsRead(property))   // what is worked out, or ignored, System.Text.Json passes over
            {
                CompareProperty(entry.Value, property, type, $"{path}.{property.Name}");
            }
        }

        foreach (var missing in known.Where(property => IsNeeded(property) && !value.EnumerateObject().Any(entry => IsNamed(property, entry))))
        {
            Add($"{path}.{missing.Name}", $"is missing; expected is {ParameterWords.For(missing.PropertyType)}");
        }
    }

    private void CompareUnknown(JsonProperty entry, JsonTypeInfo type, IReadOnlyCollection<JsonPropertyInfo> known, string path)
    {
        if (RefusesUnknown(type))
        {
            Add($"{path}.{entry.Name}", $"is unknown.{NearestName.Question(entry.Name, known.Select(one => one.Name))} Known are {Names(known)}");
        }
    }

    private void CompareProperty(JsonElement value, JsonPropertyInfo property, JsonTypeInfo of, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (options.RespectNullableAnnotations && !(property.AssociatedParameter?.IsNullable ?? property.IsSetNullable))
            {
                Add(path, $"found null, expected {ParameterWords.For(property.PropertyType)}");
            }
            else
            {
                CompareInner(value, property.PropertyType, path);
            }
        }
        else if (property.CustomConverter is null)
        {
            ReadingNumbers(property.NumberHandling ?? of.NumberHandling).CompareInner(value, property.PropertyType, path);
        }
    }

    /// <summary>As a property may have its numbers read otherwise than the rest, also in lists.</summary>
    private ParameterShape ReadingNumbers(JsonNumberHandling? handling) => handling is not { } own || own == options.NumberHandling
        ? this
        : new ParameterShape(new JsonSerializerOptions(options) { NumberHandling = own }, problems);

    private void CompareInner(JsonElement value, Type? type, string path)
    {
        if (type is null || (value.ValueKind == JsonValueKind.Null && (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null)))
        {
            return;
        }

        if (options.TryGetTypeInfo(Nullable.GetUnderlyingType(type) ?? type, out var known))
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
                    : $"found {ParameterWords.Found(value)}, expected {ParameterWords.For(type.Type, value)}");
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
            Add(path, $"found {ParameterWords.Found(value)}, expected {expected}");
        }

        return value.ValueKind == kind;
    }

    private bool RefusesUnknown(JsonTypeInfo type) =>
        (type.UnmappedMemberHandling ?? options.UnmappedMemberHandling) == JsonUnmappedMemberHandling.Disallow
        && !type.Properties.Any(property => property.IsExtensionData);

    private bool IsNeeded(JsonPropertyInfo property) => property.IsRequired
        || (options.RespectRequiredConstructorParameters && property.AssociatedParameter is { HasDefaultValue: false });

    private void Add(string path, string message) => problems.Add(new ParameterProblem(path, message.EndsWith('?') ? message : $"{message}."));

    private static bool IsRead(JsonPropertyInfo property) =>
        !property.IsExtensionData && (property.Set is not null || property.AssociatedParameter is not null);

    private bool IsNamed(JsonPropertyInfo property, JsonProperty entry) => string.Equals(
        property.Name, entry.Name, options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static bool IsTheConvertersOwn([NotNullWhen(true)] string? message) =>
        message is { Length: > 0 } && !message.Contains("| LineNumber: ", StringComparison.Ordinal);

    private static string Names(IReadOnlyCollection<JsonPropertyInfo> known) =>
        known.Count == 0 ? "nothing in it" : string.Join(", ", known.Select(property => property.Name));
}
