using System.Diagnostics.CodeAnalysis;

namespace RoutineScheduler.Execution;

/// <summary>The executors that this process has, by name.</summary>
internal sealed class ExecutorCatalog
{
    private readonly Dictionary<string, ExecutorEntry> byName;

    public ExecutorCatalog(IEnumerable<ExecutorEntry> entries)
    {
        byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        Names = [.. byName.Keys.Order(StringComparer.Ordinal)];
        ThatStartProcesses = [.. byName.Values.Where(entry => entry.StartsProcesses).Select(entry => entry.Name)];
    }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<string> ThatStartProcesses { get; }

    public bool TryFind(string name, [MaybeNullWhen(false)] out ExecutorEntry entry) => byName.TryGetValue(name, out entry);
}
