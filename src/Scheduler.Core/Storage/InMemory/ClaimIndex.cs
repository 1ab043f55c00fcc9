using NodaTime;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>The claimable runs, by priority and executor, each in the order of due instant and id.</summary>
internal sealed class ClaimIndex
{
    private readonly SortedDictionary<int, Dictionary<string, SortedSet<(Instant DueAt, long Id)>>> runs = [];

    public void Add(StoredRun run)
    {
        if (!runs.TryGetValue(run.Facts.Priority, out var executors))
        {
            runs.Add(run.Facts.Priority, executors = []);
        }

        if (!executors.TryGetValue(run.Row.Executor, out var due))
        {
            executors.Add(run.Row.Executor, due = []);
        }

        due.Add((run.Facts.DueAt, run.Id));
    }

    public void Remove(StoredRun run)
    {
        var executors = runs[run.Facts.Priority];
        var due = executors[run.Row.Executor];
        due.Remove((run.Facts.DueAt, run.Id));
        if (due.Count == 0)
        {
            executors.Remove(run.Row.Executor);
        }

        if (executors.Count == 0)
        {
            runs.Remove(run.Facts.Priority);
        }
    }

    /// <summary>In the order of claiming. Lazy: nothing may be changed while it is walked.</summary>
    public IEnumerable<long> DueBy(Instant now, IReadOnlyCollection<string> executors) =>
        from priority in runs.Values
        from due in priority.Where(entry => executors.Contains(entry.Key)).Select(entry => entry.Value).OrderBy(due => due.Min)
        from run in due.TakeWhile(run => run.DueAt <= now)
        select run.Id;

    public Instant? FirstDueAfter(Instant now, IReadOnlyCollection<string> executors)
    {
        Instant? first = null;
        foreach (var due in runs.Values.SelectMany(priority => priority).Where(entry => executors.Contains(entry.Key)).Select(entry => entry.Value))
        {
            var later = due.GetViewBetween((now, long.MaxValue), (Instant.MaxValue, long.MaxValue));
            if (later.Count > 0 && !(first <= later.Min.DueAt))
            {
                first = later.Min.DueAt;
            }
        }

        return first;
    }
}
