using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Execution;

/// <summary>Parameters as JSON: camelCase, enums as strings, NodaTime in ISO form, an unknown property is an error with its path.</summary>
internal static class ParameterJson
{
    /// <summary>Makes the serializer of a parameters' type from whatever resolver knows it.</summary>
    public static JsonSerializerOptions OptionsFor(IJsonTypeInfoResolver resolver) => new()
    {
        TypeInfoResolver = resolver,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(), new DurationJson(), new LocalDateJson(), new LocalTimeJson(), new InstantJson(),
        },
    };

    [RequiresUnreferencedCode("Reads by reflection.")]
    [RequiresDynamicCode("Reads by reflection.")]
    public static JsonSerializerOptions ByReflection() => OptionsFor(new DefaultJsonTypeInfoResolver());

    /// <summary>Properties sorted by name: the same parameters give the same bytes.</summary>
    [RequiresUnreferencedCode("Writes by reflection.")]
    [RequiresDynamicCode("Writes by reflection.")]
    public static string Write<T>(T parameters, JsonSerializerOptions options) =>
        Canonical(JsonSerializer.SerializeToNode(parameters, options)).ToJsonString(Plain);

    public static string Write<T>(T parameters, JsonTypeInfo<T> type) =>
        Canonical(JsonSerializer.SerializeToNode(parameters, type)).ToJsonString(Plain);

    /// <exception cref="ParametersUnreadableException">The JSON does not fit the type, or breaks a data annotation.</exception>
    [RequiresUnreferencedCode("Reads by reflection.")]
    [RequiresDynamicCode("Reads by reflection.")]
    public static T Read<T>(string json, JsonSerializerOptions options)
    {
        var value = Checked(json, () => JsonSerializer.Deserialize<T>(json, options), () => options.GetTypeInfo(typeof(T)));
        CheckAnnotations(value!, options);
        return value;
    }

    /// <inheritdoc cref="Read{T}(string, JsonSerializerOptions)"/>
    public static T Read<T>(string json, JsonTypeInfo<T> type) =>
        Checked(json, () => JsonSerializer.Deserialize(json, type), () => type);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static T Checked<T>(string json, Func<T?> read, Func<JsonTypeInfo> type)
    {
        T? value;
        try
        {
            value = read();
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            throw Misshapen(json, type, wrong);
        }

        return value is null ? throw new ParametersUnreadableException("$", $"$: the parameters are {json}; an object was expected.") : value;
    }

    private static void CheckAnnotations(object value, JsonSerializerOptions options)
    {
        var problems = ParameterAnnotations.Problems(value, options).ToList();
        if (problems.Count > 0)
        {
            throw new ParametersUnreadableException(problems);
        }
    }

    /// <summary>
    /// Where we find nothing that System.Text.Json found, its own words have to do, or those of the constructor, setter or converter that refused.
    /// </summary>
    private static ParametersUnreadableException Misshapen(string json, Func<JsonTypeInfo> type, Exception wrong)
    {
        var problems = ShapeProblems(json, type);
        return new(problems.Count > 0 ? problems : [new ParameterProblem((wrong as JsonException)?.Path ?? "$", wrong.Message)], wrong);
    }

    private static IReadOnlyList<ParameterProblem> ShapeProblems(string json, Func<JsonTypeInfo> type)
    {
        try
        {
            return ParameterShape.Problems(json, type());
        }
        catch (Exception wrong) when (wrong is NotSupportedException or InvalidOperationException)
        {
            return [];   // a type that cannot be read at all
        }
    }

    private static JsonNode Canonical(JsonNode? node) => node switch
    {
        null => new JsonObject(),
        JsonObject properties => new JsonObject(properties.OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => KeyValuePair.Create(property.Key, property.Value is null ? null : Sorted(property.Value)))),
        _ => node.DeepClone(),
    };

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject => Canonical(node),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };
}
