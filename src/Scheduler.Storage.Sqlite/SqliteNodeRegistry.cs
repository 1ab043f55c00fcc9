using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Nodes;
using RoutineScheduler.Storage.Sqlite.Steps;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite;

/// <summary>Who lives, and the absences.</summary>
internal sealed class SqliteNodeRegistry(SqliteDatabase database, NodeLocks locks, CrashPoint crash) : INodeRegistry
{
    private static readonly StepManner Closing = new(CrashPoints.BeforeAbsenceClosed, IsAlone: true);

    public async Task<BeatAnswer> BeatAsync(NodeBeat beat, Duration lateAfter, CancellationToken cancel)
    {
        var (answer, lastToken, isAway) = await database.WriteAsync(transaction => Beat(transaction, beat, lateAfter), cancel);
        if (isAway)
        {
            // The absence is open: whoever comes next goes on with it.
            crash(CrashPoints.AfterAbsenceRecorded);
        }

        return answer with { NameIsTaken = !locks.Hold(beat.Node, lastToken) };
    }

    public async Task LeaveAsync(NodeId node, CancellationToken cancel)
    {
        await database.WriteAsync(transaction => NodeTable.Leave(transaction, node), cancel);
        locks.Leave(node);
    }

    public Task<IReadOnlyList<NodeRow>> ListAsync(CancellationToken cancel) => database.ReadAsync(NodeTable.List, cancel);

    public Task<Absence?> FindOpenAbsenceAsync(CancellationToken cancel) => database.ReadAsync(AbsenceTable.FindOpen, cancel);

    public Task<CatchUpOutcome?> CloseAbsenceAsync(Absence absence, Actor actor, CancellationToken cancel) => database.WriteAsync(
        transaction => AbsenceTable.FindOpen(transaction.Open) == absence ? new CatchUpStep(transaction, absence, actor).CarryOut() : null, Closing,
        cancel);

    private static (BeatAnswer Answer, long LastToken, bool IsAway) Beat(WriteTransaction transaction, NodeBeat beat, Duration lateAfter)
    {
        var scheduler = SchedulerRow.Read(transaction);
        var open = AbsenceTable.FindOpen(transaction.Open);
        var away = AbsenceAfter.Decide(scheduler.LastBeat, transaction.Now, open);
        if (away is { } absence)
        {
            open = AbsenceTable.Record(transaction, absence.From, absence.Until, open);
        }

        NodeTable.Beat(transaction, beat, lateAfter);
        return (new BeatAnswer(transaction.Now, scheduler.LastBeat?.At, open), scheduler.LastToken, IsAway: away is not null);
    }
}
