using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;

namespace RoutineScheduler.Execution;

/// <summary>Checks data annotations all the way down: Validator itself stops at the first level.</summary>
internal static class ParameterAnnotations
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only reached from the reflection overloads, which are marked.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Only reached from the reflection overloads, which are marked.")]
    public static IEnumerable<(string Path, string Message)> Problems(object value, string path = "$")
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var member = result.MemberNames.FirstOrDefault();
            yield return (member is null ? path : $"{path}.{JsonNamingPolicy.CamelCase.ConvertName(member)}", result.ErrorMessage ?? "is not valid");
        }

        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(MayHoldMore))
        {
            foreach (var problem in Inside(property.GetValue(value), $"{path}.{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}"))
            {
                yield return problem;
            }
        }
    }

    private static bool MayHoldMore(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0 && property.CanRead && !IsLeaf(property.PropertyType);

    private static IEnumerable<(string Path, string Message)> Inside(object? value, string path) => value switch
    {
        null => [],
        IDictionary => [],
        IEnumerable items => items.Cast<object?>().SelectMany((item, index) => Inside(item, $"{path}[{index}]")),
        _ when IsLeaf(value.GetType()) => [],
        _ => Problems(value, path),
    };

    private static bool IsLeaf(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
        || type.Namespace is "System" or "NodaTime" or "System.Text.Json" or "System.Text.Json.Nodes" || Nullable.GetUnderlyingType(type) is not null;
}
