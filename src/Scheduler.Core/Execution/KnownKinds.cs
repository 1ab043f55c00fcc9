using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Execution;

/// <summary>The types that may stand where one of them is asked for, told apart by a property as "$type".</summary>
internal sealed class KnownKinds(JsonTypeInfo type, JsonPolymorphismOptions polymorphism, JsonSerializerOptions options)
{
    /// <summary>What JSON calls the property that tells which it is.</summary>
    public string Property => polymorphism.TypeDiscriminatorPropertyName;

    /// <summary>What is wrong with how the value tells its type; null where it does, or need not.</summary>
    public string? Problem(JsonElement value)
    {
        if (!value.TryGetProperty(Property, out var told))
        {
            return type.Type.IsAbstract ? $"is missing; expected is {Names}, as the first property" : null;
        }

        if (!options.AllowOutOfOrderMetadataProperties && value.EnumerateObject().First().Name != Property)
        {
            return "must be the first property of its object";
        }

        var meant = told.ValueKind == JsonValueKind.String ? NearestName.Question(told.GetString()!, Told.Select(Name)) : "";
        return Find(told) is null && !polymorphism.IgnoreUnrecognizedTypeDiscriminators
            ? $"found {told.GetRawText()}, expected {Names}.{meant}".TrimEnd('.')
            : null;
    }

    /// <summary>The value's own type, or the one asked for where it tells none.</summary>
    public JsonTypeInfo Of(JsonElement value) =>
        value.TryGetProperty(Property, out var told) && Find(told) is { } derived && options.TryGetTypeInfo(derived, out var known) ? known : type;

    private string Names => $"one of {string.Join(", ", Told.Select(Quoted))}";

    private IEnumerable<JsonDerivedType> Told => polymorphism.DerivedTypes.Where(derived => derived.TypeDiscriminator is not null);

    private Type? Find(JsonElement told) => Told.Where(derived => derived.TypeDiscriminator switch
    {
        string name => told.ValueKind == JsonValueKind.String && told.GetString() == name,
        int number => told.ValueKind == JsonValueKind.Number && told.TryGetInt32(out var found) && found == number,
        _ => false,
    }).Select(derived => derived.DerivedType).FirstOrDefault();

    private static string Quoted(JsonDerivedType derived) => derived.TypeDiscriminator is string name ? $"\"{name}\"" : Name(derived);

    private static string Name(JsonDerivedType derived) => $"{derived.TypeDiscriminator}";
}
