using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RoutineScheduler.Execution;

/// <summary>
/// Checks data annotations all the way down: Validator itself stops at the first level. Goes only where JSON may have put something: a
/// property that is worked out, or ignored, may lead anywhere. Each object is looked at once, and none deeper than JSON is read.
/// </summary>
/// <param name="options">What the value was read with.</param>
internal sealed class ParameterAnnotations(JsonSerializerOptions options)
{
    /// <summary>System.Text.Json reads no deeper.</summary>
    private const int MaxDepth = 64;

    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);

    public static IEnumerable<ParameterProblem> Problems(object value, JsonSerializerOptions options) =>
        new ParameterAnnotations(options).Walked("$", () => value, depth: 1);

    /// <summary>A getter, or a list, that throws where JSON gave it nothing is a problem in its place.</summary>
    private List<ParameterProblem> Walked(string path, Func<object?> read, int depth)
    {
        try
        {
            return [.. In(read(), path, depth)];
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            return [new ParameterProblem(path, CannotBeChecked(wrong))];
        }
    }

    private IEnumerable<ParameterProblem> In(object? value, string path, int depth)
    {
        if (value is null || depth > MaxDepth || IsLeaf(value.GetType()) || !seen.Add(value))
        {
            return [];
        }

        var type = options.GetTypeInfo(value.GetType());
        return type.Kind switch
        {
            JsonTypeInfoKind.Enumerable => ((IEnumerable)value).Cast<object?>()
                .SelectMany((item, index) => Walked($"{path}[{index}]", () => item, depth + 1)),
            JsonTypeInfoKind.Dictionary when value is IDictionary entries => entries.Keys.Cast<object>()
                .SelectMany(key => Walked($"{path}.{key}", () => entries[key], depth + 1)),
            _ => Broken(value, path, type).Concat(type.Properties.Where(IsReadFromJson)
                .SelectMany(property => Walked($"{path}.{property.Name}", () => property.Get!(value), depth + 1))),
        };
    }

    /// <summary>Annotations on the value's own properties.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only reached from the reflection overloads, which are marked.")]
    private static IEnumerable<ParameterProblem> Broken(object value, string path, JsonTypeInfo type)
    {
        var context = new ValidationContext(value);
        var results = new List<ValidationResult>();
        Checked(results, () =>
        {
            Validator.TryValidateObject(value, context, results, validateAllProperties: true);
            return [];
        });
        if (results.Count > 0 && value is IValidatableObject own)
        {
            Checked(results, () => own.Validate(context));   // Validator asks it only where no annotation is broken
        }

        return results.Select(result => new ParameterProblem(
                result.MemberNames.FirstOrDefault() is { } member ? $"{path}.{NameOf(member, type)}" : path, result.ErrorMessage ?? "is not valid"))
            .Distinct();
    }

    /// <summary>What a check throws is the host's mistake, or the parameters': said like any other, beside what was found until then.</summary>
    private static void Checked(List<ValidationResult> results, Func<IEnumerable<ValidationResult>> check)
    {
        try
        {
            results.AddRange(check());
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            if (results.Count == 0)   // else it probably fell over that
            {
                results.Add(new ValidationResult(CannotBeChecked(wrong)));
            }
        }
    }

    private static string CannotBeChecked(Exception wrong)
    {
        var own = wrong is TargetInvocationException { InnerException: { } inner } ? inner : wrong;
        return $"cannot be checked: {own.GetType().Name}: {own.Message}";
    }

    private static string NameOf(string member, JsonTypeInfo type) =>
        type.Properties.FirstOrDefault(property => (property.AttributeProvider as MemberInfo)?.Name == member)?.Name
        ?? JsonNamingPolicy.CamelCase.ConvertName(member);

    /// <summary>Set, or given to the constructor, by what System.Text.Json itself knows of it.</summary>
    private static bool IsReadFromJson(JsonPropertyInfo property) =>
        property.Get is not null && (property.Set is not null || property.AssociatedParameter is not null)
        && property.CustomConverter is null && !IsLeaf(property.PropertyType);

    private static bool IsLeaf(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
        || type.Namespace is "System" or "NodaTime" or "System.Text.Json" or "System.Text.Json.Nodes" || Nullable.GetUnderlyingType(type) is not null;
}
