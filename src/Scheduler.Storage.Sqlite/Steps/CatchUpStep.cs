using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Closes an absence: what it made late is kept or missed, what it interrupted gets its time back.</summary>
internal sealed class CatchUpStep(WriteTransaction transaction, Absence absence, Actor actor)
{
    private readonly RunChanges changes = new(transaction, actor);

    public CatchUpOutcome CarryOut()
    {
        var late = ReadLate();
        var choices = CatchUpChoice.Decide(
            late.Values.Select(run => new LateRun(run.Run.Id, run.Run.Routine, run.PlannedAt, run.Policy) { Bypass = run.Run.Bypass }));
        var (kept, missed) = (new List<RunId>(), new List<RunId>());
        foreach (var choice in choices)
        {
            var run = late[choice.Run];
            if (choice.MissedBecause is { } cause)
            {
                changes.Decide(run.Run, new RunChange.CatchUp(cause));
                missed.Add(choice.Run);
            }
            else
            {
                Keep(run);
                kept.Add(choice.Run);
            }
        }

        var moved = MoveBounds();
        AbsenceTable.Close(transaction, absence, actor);
        changes.MeetEdges();
        return new CatchUpOutcome(kept, missed, moved);
    }

    private sealed record Late(StoredRun Run, Instant PlannedAt, CatchUpPolicy Policy, RunBounds Bounds);

    private const string DuringIt = $"""
        SELECT {StoredRun.Columns}, planned_at, catch_up, {StoredRun.BoundsColumns}
          {RunsOfState.Pending} AND due_at BETWEEN $from AND $until
         ORDER BY id
        """;

    private Dictionary<RunId, Late> ReadLate() => transaction.Statement(DuringIt)
        .List(
            row =>
            {
                const int Next = StoredRun.Count;
                return new Late(StoredRun.Read(row), row.InstantAt(Next), (CatchUpPolicy)row.IntAt(Next + 1), StoredRun.ReadBounds(row, Next + 2));
            },
            Stored.Of(absence.From),
            Stored.Of(absence.Until))
        .Where(late => AbsenceAfter.IsLate(late.Run.Facts, absence))
        .ToDictionary(late => late.Run.Id);

    private const string SetLate = "UPDATE run SET late_by = $lateBy WHERE id = $run";

    private void Keep(Late late)
    {
        var by = LateBounds.By(late.PlannedAt, transaction.Now);
        RunTable.Save(transaction, late.Run, FirstFacts.KeptLate(late.Run.Facts, late.Bounds.LateBy(by)));
        transaction.Statement(SetLate).Execute(Stored.Of(by), late.Run.Id.Value);
    }

    private const string Started = $"""
        SELECT {StoredRun.Columns}
          FROM (SELECT id AS started {RunsOfState.Recovering} UNION ALL SELECT id {RunsOfState.Running}) CROSS JOIN run ON run.id = started
         ORDER BY run.id
        """;

    private int MoveBounds()
    {
        var started = transaction.Statement(Started).List(StoredRun.Read);
        started.ForEach(run => RunTable.Save(transaction, run, run.Facts.BoundsMovedBy(absence.Until - absence.From)));
        return started.Count;
    }
}
