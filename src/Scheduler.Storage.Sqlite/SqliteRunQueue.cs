using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Nodes;
using RoutineScheduler.Storage.Sqlite.Tables;
using RoutineScheduler.Storage.Sqlite.Steps;

namespace RoutineScheduler.Storage.Sqlite;

/// <summary>
/// The queue in one SQLite file. Each step holds the file's one lock for writing, so that what it reads is still so when it writes.
/// </summary>
internal sealed class SqliteRunQueue(SqliteDatabase database, NodeLocks nodes, ClockWatch watch) : IRunQueue
{
    private static readonly StepManner Claiming = new(CrashPoints.BeforeClaimCommit, CrashPoints.AfterClaimCommit);
    private static readonly StepManner Finishing = new(CrashPoints.BeforeFinishCommit, CrashPoints.AfterFinishCommit);
    private static readonly StepManner Rescuing = new(CrashPoints.BeforeRescueCommit);

    /// <summary>How many runs one call looks at.</summary>
    private const long MostReconciled = 1_000;

    private long reconciledUpTo;

    public Task<IReadOnlyList<ClaimedRun>> ClaimAsync(ClaimRequest claim, CancellationToken cancel)
    {
        watch.LeasesLast(claim.LeaseFor);
        nodes.NoteClaim(claim.Node);
        var asked = watch.Mark();
        return claim.Places <= 0 || claim.Executors.Count == 0
            ? Task.FromResult<IReadOnlyList<ClaimedRun>>([])
            : database.WriteAsync(Claim, Claiming, cancel);

        // The node counts its lease from when it asked: what waited long for the lock would be given up as soon as it is there.
        IReadOnlyList<ClaimedRun> Claim(WriteTransaction transaction) =>
            watch.HasWaitedLong(asked) ? [] : new ClaimStep(transaction, claim).CarryOut();
    }

    private const string Renew = """
        UPDATE run SET granted_at = $now, lapses_at = $lapsesAt, progress = coalesce($progress, progress)
         WHERE id = $run AND token = $token AND state = 3
        RETURNING flags
        """;

    public Task<IReadOnlyList<RenewedLease>> RenewAsync(IReadOnlyList<HeldLease> held, Duration leaseFor, CancellationToken cancel)
    {
        watch.LeasesLast(leaseFor);
        return held.Count == 0
            ? Task.FromResult<IReadOnlyList<RenewedLease>>([])
            : database.WriteAsync(transaction => RenewAll(transaction, held, leaseFor), cancel);
    }

    private static IReadOnlyList<RenewedLease> RenewAll(WriteTransaction transaction, IReadOnlyList<HeldLease> held, Duration leaseFor)
    {
        var renewed = new List<RenewedLease>();
        foreach (var (lease, progress) in held)
        {
            var until = transaction.Now + leaseFor;
            var flags = transaction.Statement(Renew).NumberOrNull(
                transaction.NowTicks, Stored.Of(until), StorableText.Of(progress), lease.Run.Value, lease.Token.Value);
            if (flags is { } asked)
            {
                renewed.Add(new RenewedLease(
                    lease with { GrantedAt = transaction.Now, LapsesAt = until }, RunFactsColumns.IsHoldRequested(asked),
                    RunFactsColumns.IsCancelRequested(asked)));
            }
        }

        return renewed;
    }

    public Task<IReadOnlyList<EndedAttempt>> FinishAsync(IReadOnlyList<AttemptToEnd> ended, CancellationToken cancel)
    {
        AttemptRules.Check(ended);
        return ended.Count == 0
            ? Task.FromResult<IReadOnlyList<EndedAttempt>>([])
            : database.WriteAsync<IReadOnlyList<EndedAttempt>>(transaction => new FinishStep(transaction).CarryOut(ended), Finishing, cancel);
    }

    public async Task<IReadOnlyList<RescuedRun>> RescueAsync(int maxLost, int atMost, CancellationToken cancel)
    {
        using var gone = nodes.FindGone(await database.ReadAsync(NodeTable.Running, cancel));
        var asked = watch.Mark();
        return await database.WriteAsync(Rescue, Rescuing, cancel);

        IReadOnlyList<RescuedRun> Rescue(WriteTransaction transaction)
        {
            var onlyGone = watch.HasWaitedLong(asked) | watch.HasJumped();   // both: the second must see each offset
            return new RescueStep(transaction, maxLost, gone.IsGone, onlyGone).CarryOut(atMost);
        }
    }

    public Task<IReadOnlyList<ExpiredRun>> ExpireAsync(int atMost, CancellationToken cancel) =>
        database.WriteAsync(transaction => ExpireStep.CarryOut(transaction, atMost), cancel);

    // Per pair one more step into the index. The runs that run are few.
    private const string NextWake = $"""
        {ClaimablePairs.With}
        SELECT min(at) FROM (
          SELECT (SELECT due_at FROM run INDEXED BY run_claimable WHERE {ClaimablePairs.OfPair} AND due_at > $now ORDER BY due_at LIMIT 1) AS at
            FROM pair WHERE priority IS NOT NULL
          UNION ALL
          SELECT (SELECT expires_at FROM run INDEXED BY run_expiry WHERE expires_at IS NOT NULL AND expires_at > $now ORDER BY expires_at LIMIT 1)
          UNION ALL
          SELECT min(lapses_at) {RunsOfState.Running} AND lapses_at > $now)
        """;

    public Task<Instant?> NextWakeAsync(IReadOnlyCollection<string> executors, CancellationToken cancel) => database.ReadAsync(
        connection => connection.Statement(NextWake).NumberOrNull(Stored.Of(executors), Stored.Of(database.Clock.GetCurrentInstant())) is { } ticks
            ? Stored.Instant(ticks)
            : (Instant?)null,
        cancel);

    private const string Waiting = """
        SELECT id FROM run INDEXED BY run_waiting WHERE edges > 0 AND state IN (0, 1) AND id > $after ORDER BY id LIMIT $most
        """;

    /// <summary>Where more wait than are looked at, the next call goes on behind them, and in the end begins again.</summary>
    public Task<int> ReconcileAsync(int atMost, CancellationToken cancel) => database.WriteAsync(
        transaction =>
        {
            var runs = transaction.Statement(Waiting).List(row => new RunId(row.NumberAt(0)), Interlocked.Read(ref reconciledUpTo), MostReconciled);
            Interlocked.Exchange(ref reconciledUpTo, runs.Count == MostReconciled ? runs[^1].Value : 0);
            var changes = new RunChanges(transaction, Actor.Scheduler);
            var repaired = changes.Evaluate(runs, atMost);
            changes.MeetEdges();
            return repaired;
        },
        cancel);
}
