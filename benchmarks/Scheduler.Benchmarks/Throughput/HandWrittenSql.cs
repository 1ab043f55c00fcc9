using Microsoft.Data.Sqlite;
using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>
/// The least that the same guarantees need of SQLite: a run is claimed once, under a token that grows, and its end, its attempt and its line
/// are committed together. No gates, no edges, no decisions, no rescue.
/// </summary>
internal sealed class HandWrittenSql(string folder, IReadOnlyList<PlannedRun> runs, Func<SqliteConnection, string, IPrepared> prepare) : IContender
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -65536;
        CREATE TABLE scheduler (id INTEGER PRIMARY KEY, last_token INTEGER NOT NULL);
        INSERT INTO scheduler VALUES (1, 0);
        CREATE TABLE run (
          id INTEGER PRIMARY KEY, routine TEXT NOT NULL, version INTEGER NOT NULL, order_date INTEGER NOT NULL, base_date INTEGER NOT NULL,
          trigger INTEGER NOT NULL, slot INTEGER NOT NULL, planned_at INTEGER NOT NULL, executor TEXT NOT NULL, max_concurrent INTEGER,
          overlap INTEGER NOT NULL, catch_up INTEGER NOT NULL, priority INTEGER NOT NULL, due_at INTEGER NOT NULL, start_until INTEGER NOT NULL,
          retry_until INTEGER NOT NULL, poll_until INTEGER NOT NULL, keep_until INTEGER NOT NULL, expires_at INTEGER, created_at INTEGER NOT NULL,
          state INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, token INTEGER, node TEXT, started_at INTEGER, lapses_at INTEGER,
          ended_at INTEGER) STRICT;
        CREATE UNIQUE INDEX run_key ON run (order_date, routine, trigger, slot);
        CREATE INDEX run_due ON run (executor, priority, due_at, id) WHERE state = 0;
        CREATE TABLE attempt (
          run INTEGER NOT NULL, number INTEGER NOT NULL, node TEXT NOT NULL, token INTEGER NOT NULL, started_at INTEGER NOT NULL,
          ended_at INTEGER NOT NULL, ending INTEGER NOT NULL, to_state INTEGER NOT NULL, PRIMARY KEY (run, number)) STRICT, WITHOUT ROWID;
        CREATE TABLE log (
          run INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, level INTEGER NOT NULL, event_id INTEGER NOT NULL,
          component TEXT NOT NULL, template TEXT NOT NULL, message TEXT NOT NULL, properties TEXT, routine TEXT, order_date INTEGER, attempt INTEGER,
          node TEXT, PRIMARY KEY (run, number)) STRICT, WITHOUT ROWID;
        """;

    private const string InsertRun = """
        INSERT INTO run (routine, version, order_date, base_date, trigger, slot, planned_at, executor, max_concurrent, overlap, catch_up, priority,
                         due_at, start_until, retry_until, poll_until, keep_until, expires_at, created_at)
        VALUES ($routine, $version, $orderDate, $baseDate, 0, $slot, $plannedAt, $executor, $maxConcurrent, $overlap, $catchUp, $priority, $dueAt,
                $startUntil, $retryUntil, $pollUntil, $keepUntil, $startUntil, $now)
        """;

    private const string NextToken = "UPDATE scheduler SET last_token = last_token + 1 WHERE id = 1 RETURNING last_token";

    private const string Claim = """
        UPDATE run SET state = 3, attempts = attempts + 1, expires_at = NULL, token = $token, node = $node, started_at = $now, lapses_at = $lapsesAt
         WHERE id IN (SELECT id FROM run WHERE state = 0 AND executor = $executor AND due_at <= $now AND expires_at > $now
                       ORDER BY priority, due_at, id LIMIT $places)
        RETURNING id, routine, attempts
        """;

    private const string EndRun =
        "UPDATE run SET state = 4, token = NULL, node = NULL, lapses_at = NULL, ended_at = $now WHERE id = $run AND token = $token AND state = 3";

    private const string InsertAttempt = """
        INSERT INTO attempt (run, number, node, token, started_at, ended_at, ending, to_state) VALUES ($run, $number, $node, $token, $now, $now, 0, 4)
        """;

    private const string InsertLine = """
        INSERT INTO log (run, number, at, level, event_id, component, template, message, properties, routine, order_date, attempt, node)
        VALUES ($run, 1, $at, $level, $eventId, $component, $template, $message, $properties, $routine, $orderDate, $attempt, $node)
        """;

    private const string Counts = "SELECT (SELECT count(*) FROM run WHERE state = 4), (SELECT count(*) FROM attempt), (SELECT count(*) FROM log)";

    private const long Date = 20261002;

    // In the order in which they will be claimed, so that a batch touches neighbours.
    private readonly List<PlannedRun> rows = [.. runs.OrderBy(run => run.DueAt)];

    private readonly DatabaseFile file = new(folder);
    private SqliteConnection? connection;
    private IPrepared? begin, commit, nextToken, claim, endRun, insertAttempt, insertLine, insertRun;

    public string Name => "by hand";

    private SqliteConnection Connection => connection ?? throw new InvalidOperationException("Open it first.");

    public Task OpenAsync()
    {
        connection = new SqliteConnection(file.ConnectionString);
        connection.Open();
        using (var schema = new SqliteCommand(Schema, connection))
        {
            schema.ExecuteNonQuery();
        }

        begin = prepare(connection, "BEGIN IMMEDIATE");
        commit = prepare(connection, "COMMIT");
        insertRun = prepare(connection, InsertRun);
        nextToken = prepare(connection, NextToken);
        claim = prepare(connection, Claim);
        endRun = prepare(connection, EndRun);
        insertAttempt = prepare(connection, InsertAttempt);
        insertLine = prepare(connection, InsertLine);
        return Task.CompletedTask;
    }

    public Task LoadAsync()
    {
        var now = Ticks(MeasuredDay.AllDue);
        begin!.Execute();
        foreach (var run in rows)
        {
            insertRun!.Execute(
                run.Terms.Routine.Value, run.Terms.Version, Date, Date, (long)run.Slot, Ticks(run.PlannedAt), run.Terms.Executor,
                (long?)run.Terms.MaxConcurrent, (long)run.Terms.Overlap, (long)run.Terms.CatchUp, (long)run.Terms.Priority,
                Ticks(run.DueAt), Ticks(run.Bounds.StartUntil), Ticks(run.Bounds.RetryUntil), Ticks(run.Bounds.PollUntil),
                Ticks(run.Bounds.KeepUntil), now);
        }

        commit!.Execute();
        return Task.CompletedTask;
    }

    public Task DrainAsync()
    {
        var now = Ticks(MeasuredDay.AllDue);
        while (ClaimBatch(now) is { Claimed.Count: > 0 } batch)
        {
            EndBatch(batch.Claimed, batch.Token, now);
        }

        return Task.CompletedTask;
    }

    public WorkCounter Count() => new(Connection);

    public Task<DrainedFile> CloseAsync()
    {
        Close();
        return Task.FromResult(file.Inspect(Counts));
    }

    public ValueTask DisposeAsync()
    {
        Close();
        file.Dispose();
        return ValueTask.CompletedTask;
    }

    private (List<(long Run, string Routine, long Attempt)> Claimed, long Token) ClaimBatch(long now)
    {
        begin!.Execute();
        var token = nextToken!.Number();
        var claimed = claim!.Claimed(
            token, MeasuredDay.Node, now, now + MeasuredDay.LeaseFor.BclCompatibleTicks, MeasuredDay.Executor, (long)MeasuredDay.Batch);
        commit!.Execute();
        return (claimed, token);
    }

    private void EndBatch(List<(long Run, string Routine, long Attempt)> claimed, long token, long now)
    {
        begin!.Execute();
        foreach (var (run, routine, attempt) in claimed)
        {
            if (endRun!.Execute(now, run, token) == 1)
            {
                insertAttempt!.Execute(run, attempt, MeasuredDay.Node, token, now);
            }

            var line = MeasuredDay.Line(new RunId(run), routine, (int)attempt, MeasuredDay.AllDue);
            insertLine!.Execute(
                run, Ticks(line.At), (long)line.Level, (long)line.EventId, line.Component, line.Template, line.Message, line.Properties, routine,
                Date, attempt, line.Node);
        }

        commit!.Execute();
    }

    private void Close()
    {
        IPrepared?[] statements = [begin, commit, nextToken, claim, endRun, insertAttempt, insertLine, insertRun];
        foreach (var statement in statements)
        {
            statement?.Dispose();
        }

        connection?.Dispose();
    }

    private static long Ticks(Instant instant) => instant.ToUnixTimeTicks();
}
