using System.Diagnostics;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Leases runs to a node. The file is locked: what is counted here holds until the commit.</summary>
internal sealed class ClaimStep(WriteTransaction transaction, ClaimRequest claim)
{
    private readonly List<RunId> taken = [];
    private readonly List<RunId> overlapping = [];
    private Dictionary<string, int> running = [];

    public IReadOnlyList<ClaimedRun> CarryOut()
    {
        var scheduler = SchedulerRow.Read(transaction);
        if (scheduler.IsAbsence(transaction.Now))
        {
            return [];
        }

        Choose();
        SkipOverlapping();
        return Lease(scheduler);
    }

    // Of each pair the oldest due run: SQLite's own scan would sort all that is due.
    private const string Pairs = $"""
        {ClaimablePairs.With},
        oldest AS MATERIALIZED (
          SELECT executor, priority, (SELECT due_at FROM run INDEXED BY run_claimable WHERE {ClaimablePairs.OfPair} ORDER BY due_at LIMIT 1) AS due_at
            FROM pair WHERE priority IS NOT NULL)
        SELECT executor, priority FROM oldest WHERE due_at <= $now ORDER BY priority, due_at, executor
        """;

    private const string Running = $"SELECT routine, count(*) {RunsOfState.Running} GROUP BY routine";

    private void Choose()
    {
        var pairs = transaction.Statement(Pairs)
            .List(row => (Executor: row.TextAt(0), Priority: row.NumberAt(1)), Stored.Of(claim.Executors), transaction.NowTicks);
        if (pairs.Count == 0)
        {
            return;
        }

        running = transaction.Statement(Running).List(row => KeyValuePair.Create(row.TextAt(0), row.IntAt(1))).ToDictionary();
        foreach (var (executor, priority) in pairs.TakeWhile(_ => taken.Count < claim.Places))
        {
            ChooseAmong(executor, priority);
        }
    }

    // All of it stands in the index: passing over the runs of a full routine touches no row.
    private const string Due = """
        SELECT id, routine, max_concurrent, overlap, bypass, state
          FROM run INDEXED BY run_claimable
         WHERE claimable = 1 AND executor = $executor AND priority = $priority AND due_at <= $now AND (expires_at IS NULL OR expires_at > $now)
         ORDER BY due_at, id
        """;

    private void ChooseAmong(string executor, long priority) => transaction.Statement(Due).Walk(
        due =>
        {
            Choose(
                new RunId(due.NumberAt(0)), due.TextAt(1), due.IntOrNullAt(2), (OverlapPolicy)due.IntAt(3), (Bypass)due.IntAt(4),
                (RunState)due.IntAt(5));
            return taken.Count < claim.Places;
        },
        executor,
        priority,
        transaction.NowTicks);

    private void Choose(RunId run, string routine, int? maxConcurrent, OverlapPolicy overlap, Bypass bypass, RunState state)
    {
        var count = running.GetValueOrDefault(routine);
        switch (ClaimChoices.Decide(state, maxConcurrent, overlap, bypass, count, overlapping.Count))
        {
            case ClaimChoice.Take:
                taken.Add(run);
                running[routine] = count + 1;
                break;
            case ClaimChoice.SkipForOverlap:
                overlapping.Add(run);
                break;
        }
    }

    private void SkipOverlapping()
    {
        if (overlapping.Count == 0)
        {
            return;
        }

        var changes = new RunChanges(transaction, new Actor(claim.Node.Value));
        foreach (var run in RunTable.Find(transaction, overlapping))
        {
            changes.Decide(run, new RunChange.Overlap());
        }

        changes.MeetEdges();
    }

    private const string Find = $"""
        SELECT {RunFactsColumns.Names}, run.id, routine, version, executor, order_date, base_date, attempts, edges, calendars_as_of, taken.key
          FROM json_each($runs) AS taken CROSS JOIN run ON run.id = taken.value
        """;

    // What RunTransition says of a claim, for the whole batch; the tokens are dealt in the order of the list.
    private static readonly string Take = $"""
        UPDATE run
           SET state = 3, claimable = 0, expires_at = NULL, cause = NULL, flags = flags & {RunFactsColumns.KeptByClaim},
               token = $lastToken + 1 + taken.key, attempts = attempts + 1,
               node = $node, started_at = $now, granted_at = $now, lapses_at = $lapsesAt, progress = NULL,
               outlives_node = executor IN (SELECT value FROM json_each($startProcesses))
          FROM json_each($runs) AS taken
         WHERE run.id = taken.value
        """;

    private IReadOnlyList<ClaimedRun> Lease(SchedulerRow scheduler)
    {
        if (taken.Count == 0)
        {
            return [];
        }

        var runs = Stored.Of(taken);
        var lapsesAt = transaction.Now + claim.LeaseFor;
        var claimed = transaction.Statement(Find).List(
            row =>
            {
                const int Next = RunFactsColumns.Count;
                var token = scheduler.Token(row.IntAt(Next + 9) + 1);
                return new ClaimedRun(
                    new Lease(new RunId(row.NumberAt(Next)), claim.Node, token, transaction.Now, lapsesAt), row.IntAt(Next + 6) + 1,
                    row.TextAt(Next + 1),
                    row.NumberAt(Next + 2), row.TextAt(Next + 3), row.DateAt(Next + 4), row.DateAt(Next + 5),
                    Claimed(RunFactsColumns.Read(row), token))
                {
                    CalendarsAsOf = row.NumberAt(Next + 8), HasEdges = row.IntAt(Next + 7) > 0,
                };
            },
            runs);
        transaction.Statement(Take).Execute(
            scheduler.LastToken, claim.Node.Value, transaction.NowTicks, Stored.Of(lapsesAt), Stored.Of(claim.StartProcesses), runs);
        scheduler.DealTokens(transaction, taken.Count);
        return claimed;
    }

    private RunFacts Claimed(RunFacts run, FencingToken token) =>
        RunTransition.Decide(run, new RunChange.Claim(token), transaction.Now) is RunTransition.Changed changed
            ? changed.Run
            : throw new UnreachableException($"A run in state {run.State} was claimable.");
}
