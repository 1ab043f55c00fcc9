using System.Reflection;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Core.Tests.Architecture;

/// <summary>The architecture page's code map, in a form that fails when it is no longer true.</summary>
public sealed class DependencyOrderTests
{
    // Each folder may name types of the folders before it, and no others.
    internal static readonly string[] Order =
    [
        "Calendars", "DayGroups", "Cron", "Routines", "Planning", "Queue", "Prerequisites", "Journal",
        "Storage", "Logging", "Loading", "Execution", "Recovery", "Client", "Hosting",
    ];

    private static readonly Assembly Core = typeof(RunId).Assembly;

    [Fact]
    public void Every_folder_has_its_place_in_the_order()
    {
        var strays = from type in Core.GetTypes()
                     where type.Namespace?.StartsWith("RoutineScheduler", StringComparison.Ordinal) == true
                     where !Order.Contains(FolderOf(type))
                     select $"{type.FullName}: put {FolderOf(type)}/ into the order, or the type into a folder that is there";

        Assert.Empty(strays);
    }

    [Fact]
    public void No_folder_names_a_type_of_a_later_one()
    {
        var breaches = from type in Core.GetTypes()
                       from named in TypesNamedBy(type).Distinct()
                       where named.Assembly == Core && Array.IndexOf(Order, FolderOf(named)) > Array.IndexOf(Order, FolderOf(type))
                       select $"{type.FullName} names {named.FullName}";

        Assert.Empty(breaches);
    }

    [Fact]
    public void A_type_is_also_seen_deep_inside_of_another() => Assert.Contains(typeof(RunId), TypesNamedBy(typeof(NamesARunDeepInside)));

    private static string FolderOf(Type type) => type.Namespace?.Split('.').ElementAtOrDefault(1) ?? "";

    /// <summary>Bases, interfaces, members, constraints. Bodies are not read, except that what lives across an await is a field.</summary>
    private static IEnumerable<Type> TypesNamedBy(Type type)
    {
        const BindingFlags declared =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = type.GetMethods(declared);
        var parameters = methods.Concat<MethodBase>(type.GetConstructors(declared)).SelectMany(method => method.GetParameters());
        return new[] { type.BaseType }
            .Concat(type.GetInterfaces())
            .Concat(type.GetFields(declared).Select(field => field.FieldType))
            .Concat(methods.Select(method => method.ReturnType))
            .Concat(parameters.Select(parameter => parameter.ParameterType))
            .Concat(methods.SelectMany(method => method.GetGenericArguments()))
            .Concat(type.GetGenericArguments())
            .OfType<Type>()
            .SelectMany(Parts);
    }

    /// <summary>Of Task&lt;RunId[]&gt;: Task, RunId[] and RunId.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        var inside = type switch
        {
            { HasElementType: true } => [type.GetElementType()!],
            { IsGenericParameter: true } => type.GetGenericParameterConstraints().Where(constraint => !constraint.ContainsGenericParameters),
            _ => type.GetGenericArguments().Where(argument => !argument.IsGenericParameter),
        };
        return inside.SelectMany(Parts).Prepend(type);
    }

    private sealed class NamesARunDeepInside
    {
        public Task<IReadOnlyDictionary<string, RunId[]>>? Run { get; init; }
    }
}
