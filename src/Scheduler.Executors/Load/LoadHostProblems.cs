using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Hosting;

namespace RoutineScheduler.Executors.Load;

/// <summary>What parameters of load-file name and the host does not have.</summary>
internal static class LoadHostProblems
{
    public static IEnumerable<string> Of(ParametersToCheck<LoadFile> of) => [.. OfDatabase(of), .. OfPredecessor(of)];

    private static IEnumerable<string> OfDatabase(ParametersToCheck<LoadFile> of)
    {
        var (name, databases) = (of.Parameters.Database, of.Services.GetRequiredService<DatabaseCatalog>());
        if (of.IsKnown(name) && databases.Find(name) is null)
        {
            yield return $"$.database: {databases.Unknown(name)}{of.DidYouMean(name, databases.Names)}";
        }
    }

    private static IEnumerable<string> OfPredecessor(ParametersToCheck<LoadFile> of)
    {
        if (of.Parameters.From is not { } from || !of.IsKnown(from) || of.Routine.After.Any(edge => edge.Routine.Value == from))
        {
            yield break;
        }

        var known = of.Routines.Where(routine => routine != of.Routine.Key).Select(routine => routine.Value).Order(StringComparer.Ordinal).ToList();
        yield return known.Contains(from)
            ? $"$.from: it is '{from}', and the routine does not wait for it: add After(\"{from}\")."
            : $"$.from: it is '{from}', and there is no such routine.{of.DidYouMean(from, known)}";
    }
}
