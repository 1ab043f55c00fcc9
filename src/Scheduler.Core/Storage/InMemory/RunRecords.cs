using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>What stands beside the runs: attempts and history.</summary>
internal sealed class RunRecords
{
    private readonly Dictionary<RunId, List<AttemptRecord>> attempts = [];
    private readonly Dictionary<RunId, List<RunHistoryEntry>> history = [];

    public IReadOnlyList<AttemptRecord> AttemptsOf(RunId run) => [.. attempts.GetValueOrDefault(run) ?? []];

    public IReadOnlyList<RunHistoryEntry> HistoryOf(RunId run) => [.. history.GetValueOrDefault(run) ?? []];

    public void Add(AttemptRecord attempt) => ListOf(attempts, attempt.Run).Add(attempt);

    public void Add(RunHistoryEntry entry) => ListOf(history, entry.Run).Add(entry);

    private static List<T> ListOf<T>(Dictionary<RunId, List<T>> records, RunId run)
    {
        if (!records.TryGetValue(run, out var list))
        {
            records.Add(run, list = []);
        }

        return list;
    }
}
