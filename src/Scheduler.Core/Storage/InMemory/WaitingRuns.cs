using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>What the question "why is it not running?" is asked about.</summary>
internal static class WaitingRuns
{
    public static WaitingRun Of(StoredRun run, MemoryTables tables, Instant now) => new()
    {
        Facts = run.Facts,
        Routine = run.Row.Routine,
        Executor = run.Row.Executor,
        HeldBy = run.Facts.State == RunState.Held ? HeldBy(run, tables) : null,
        IsCatchingUp = tables.IsAbsence(now),
        Edges = tables.Edges.EdgesOf(run),
        MaxConcurrent = run.Row.MaxConcurrent,
        Running = tables.Runs.RunningOf(run.Row.Routine),
        Bypass = run.Bypass,
    };

    private static string? HeldBy(StoredRun run, MemoryTables tables) =>
        tables.Records.HistoryOf(run.Row.Id).LastOrDefault(entry => entry.Change == ChangeNames.Hold)?.Actor.Name;
}
