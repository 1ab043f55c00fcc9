using NodaTime;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Gathers what keeps runs from starting, for <see cref="Eligibility.Explain"/>.</summary>
internal sealed class Unmet(OpenConnection connection, Instant now)
{
    private readonly bool isCatchingUp = SchedulerRow.Read(connection).IsAbsence(now);
    private readonly Dictionary<RoutineKey, int> running = [];
    private readonly Dictionary<long, Edge> edges = [];

    public IReadOnlyList<UnmetReason> Of(StoredRun run) => Eligibility.Explain(
        new WaitingRun
        {
            Facts = run.Facts,
            Routine = run.Routine,
            Executor = run.Executor,
            HeldBy = run.Facts.State == RunState.Held ? HistoryTable.HolderOf(connection, run.Id) : null,
            IsCatchingUp = isCatchingUp,
            Edges = run.HasEdges && run.Facts.HasNotStarted() ? EdgesOf(run.Id) : [],
            MaxConcurrent = run.MaxConcurrent,
            Running = RunningOf(run.Routine),
            Bypass = run.Bypass,
        },
        now);

    /// <summary>Many runs may wait for the same: it is read once.</summary>
    private IReadOnlyList<Edge> EdgesOf(RunId run)
    {
        var ids = EdgeTable.PrerequisitesOf(connection, [run])[run].ToList();
        foreach (var (id, edge, _) in PrerequisiteTable.Read(connection, ids.Where(id => !edges.ContainsKey(id))))
        {
            edges[id] = edge;
        }

        return [.. ids.Select(id => edges[id])];
    }

    private const string RunningOfRoutine = $"SELECT count(*) {RunsOfState.Running} AND routine = $routine";

    private int RunningOf(RoutineKey routine)
    {
        if (!running.TryGetValue(routine, out var count))
        {
            running[routine] = count = (int)connection.Statement(RunningOfRoutine).Number(routine.Value);
        }

        return count;
    }
}
