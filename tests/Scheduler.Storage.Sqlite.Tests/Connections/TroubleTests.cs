using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;
using RoutineScheduler.Storage.Sqlite.Steps;
using SQLitePCL;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Connections;

/// <summary>A database that is full, busy, or refuses a row: no run is lost, and no neighbour suffers.</summary>
public sealed class TroubleTests : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    private readonly SqliteFileOfOneTest file = new();
    private readonly FakeClock clock = new(Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task A_full_database_is_the_drivers_exception_and_the_same_step_succeeds_when_there_is_room()
    {
        var (store, claimed) = await ClaimedAsync("a");
        var pages = Change("PRAGMA page_count", store.Database.Writer.Connection);
        Change($"PRAGMA max_page_count = {pages}", store.Database.Writer.Connection);
        var attempt = AnAttempt.By(
            claimed[0], new RunChange.FinishOk(claimed[0].Lease.Token), new AttemptNotes { Details = new string('x', 200_000) });

        var full = await Assert.ThrowsAsync<SqliteException>(() => store.Queue.FinishAsync([attempt], Cancel));
        Assert.Equal(13, full.SqliteErrorCode);
        Assert.Equal(RunState.Running, (await store.Queries.FindAsync(claimed[0].Lease.Run, Cancel))!.Facts.State);

        Change("PRAGMA max_page_count = 1000000", store.Database.Writer.Connection);
        Assert.Equal(RunState.Succeeded, Assert.Single(await store.Queue.FinishAsync([attempt], Cancel)).After!.State);
        Assert.Equal("ok", file.Ask("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_step_that_met_another_writer_is_carried_out_again()
    {
        var store = await file.OpenAsync(clock, ImpatientOptions());
        var tries = 0;

        var answer = await store.Database.WriteAsync(_ => ++tries < 3 ? throw new SqliteException("database is locked", 5) : tries, Cancel);

        Assert.Equal(3, answer);
    }

    [Fact]
    public async Task A_step_that_always_meets_another_writer_gives_up_after_six_tries()
    {
        var store = await file.OpenAsync(clock, ImpatientOptions());
        using var other = file.Connect();
        Change("BEGIN IMMEDIATE", other);

        var busy = await Assert.ThrowsAsync<SqliteException>(() => store.Journal.AppendAsync([ALine.Saying("x")], Cancel));
        Assert.Equal(5, busy.SqliteErrorCode);

        Change("ROLLBACK", other);
        await store.Journal.AppendAsync([ALine.Saying("y")], Cancel);
        Assert.Equal("y", Assert.Single(await store.Journal.ReadAsync(new LogFilter(), Cancel)).Message);
    }

    [Fact]
    public async Task A_step_has_the_files_one_lock_before_it_reads_anything()
    {
        var store = await file.OpenAsync(clock, file.Options);
        using var other = file.Connect();

        var begun = await store.Database.WriteAsync(_ => raw.sqlite3_exec(other.Handle, "BEGIN IMMEDIATE"), Cancel);

        Assert.Equal(raw.SQLITE_BUSY, begun);
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(other.Handle, "BEGIN IMMEDIATE; ROLLBACK"));
    }

    [Fact]
    public async Task Steps_that_wait_together_take_effect_each_for_itself()
    {
        var store = await file.OpenAsync(clock, file.Options);
        using var gate = new ManualResetEventSlim();
        var first = await BlockedAsync(store, gate);
        var good = store.Journal.AppendAsync([ALine.Saying("good")], Cancel);
        var bad = store.Database.WriteAsync<int>(
            transaction =>
            {
                transaction.Statement("UPDATE scheduler SET last_token = 99").Execute();
                throw new InvalidOperationException("no");
            },
            Cancel);
        var last = store.Journal.AppendAsync([ALine.Saying("last")], Cancel);
        using var counted = new CountedStatements(store.Database.Writer.Connection);
        gate.Set();
        await Task.WhenAll(first, good, last);

        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(0L, file.Ask("SELECT last_token FROM scheduler"));
        Assert.Equal(["good", "last"], (await store.Journal.ReadAsync(new LogFilter(), Cancel)).Select(line => line.Message));
        Assert.Equal(3, counted.Verbs.Count(verb => verb == "SAVEPOINT"));
    }

    [Fact]
    public async Task A_step_that_was_cancelled_before_it_began_is_taken_back()
    {
        var store = await file.OpenAsync(clock, file.Options);
        using var gate = new ManualResetEventSlim();
        using var cancelled = new CancellationTokenSource();
        var first = store.Database.WriteAsync(_ => gate.Wait(TimeSpan.FromMinutes(1)), Cancel);
        var second = store.Journal.AppendAsync([ALine.Saying("never")], cancelled.Token);
        await cancelled.CancelAsync();
        gate.Set();
        await first;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Empty(await store.Journal.ReadAsync(new LogFilter(), Cancel));
    }

    [Fact]
    public async Task A_load_that_is_committed_is_not_told_as_failed_by_what_comes_after_it()
    {
        var told = new List<string>();
        var store = await file.OpenAsync(clock, file.Options, log: new ToldTo(told));
        raw.sqlite3_set_authorizer(
            store.Database.Writer.Connection.Handle, (_, code, pragma, _, _, _) => IsOptimize(code, pragma) ? raw.SQLITE_DENY : raw.SQLITE_OK, null);

        var loaded = await store.Loads.LoadAsync(ALoad.Of(APlannedRun.DueAt(Noon, "a")), Cancel);

        Assert.Equal(LoadResult.Loaded, loaded.Result);
        Assert.Contains("2026-03-02 is loaded, but", Assert.Single(told));
        Assert.Equal(1L, file.Ask("SELECT count(*) FROM run"));
    }

    private static bool IsOptimize(int code, string pragma) => code == raw.SQLITE_PRAGMA && pragma == "optimize";

    private sealed class ToldTo(List<string> told) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? trouble, Func<TState, Exception?, string> text) =>
            told.Add(text(state, trouble));
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_is_found_by_halving_and_stored_without_its_texts()
    {
        var (store, claimed) = await ClaimedAsync("a", "b", "c", "d", "e");
        using (var beside = file.Connect())
        {
            Change("CREATE TRIGGER poison BEFORE INSERT ON log WHEN NEW.message = 'poison' BEGIN SELECT RAISE(ABORT, 'not that one'); END", beside);
        }

        var attempts = claimed
            .Select((run, i) => AnAttempt.ThatSucceeded(run, lines: ALine.Saying(i == 3 ? "poison" : "fine", run.Lease.Run))).ToList();
        var ended = await store.Queue.FinishAsync(attempts, Cancel);

        Assert.All(ended, attempt => Assert.Equal(RunState.Succeeded, attempt.After!.State));
        Assert.Equal(claimed.Select(run => run.Lease.Run), ended.Select(attempt => attempt.Run));
        Assert.Equal(4, (await store.Journal.ReadAsync(new LogFilter(), Cancel)).Count);
        var refused = Assert.Single(await store.Queries.AttemptsAsync(claimed[3].Lease.Run, Cancel));
        Assert.Equal(WithoutTexts.Said, refused.Details);
        Assert.Contains("not that one", refused.Message);
    }

    [Fact]
    public async Task What_an_attempt_says_of_itself_never_decides_whether_it_is_stored_without_its_texts()
    {
        var (store, claimed) = await ClaimedAsync("a");
        using (var beside = file.Connect())
        {
            Change("CREATE TRIGGER poison BEFORE INSERT ON log WHEN NEW.message = 'poison' BEGIN SELECT RAISE(ABORT, 'not that one'); END", beside);
        }

        var attempt = AnAttempt.By(
            claimed[0], new RunChange.FinishOk(claimed[0].Lease.Token), new AttemptNotes { Details = WithoutTexts.Said },
            ALine.Saying("poison", claimed[0].Lease.Run));
        Assert.Equal(RunState.Succeeded, Assert.Single(await store.Queue.FinishAsync([attempt], Cancel)).After!.State);
    }

    [Fact]
    public async Task A_line_that_the_database_refuses_is_left_out_and_counted_and_its_neighbours_are_stored()
    {
        var store = await file.OpenAsync(clock, file.Options);
        using (var beside = file.Connect())
        {
            Change("CREATE TRIGGER poison BEFORE INSERT ON log WHEN NEW.message = 'poison' BEGIN SELECT RAISE(ABORT, 'not that one'); END", beside);
        }

        var refused = await store.Journal.AppendAsync([ALine.Saying("a"), ALine.Saying("poison"), ALine.Saying("b")], Cancel);

        Assert.Equal(1, refused);
        Assert.Equal(["a", "b"], (await store.Journal.ReadAsync(new LogFilter(), Cancel)).Select(line => line.Message));
    }

    [Fact]
    public async Task An_id_is_never_used_again_not_even_after_the_newest_run_was_deleted()
    {
        var (store, claimed) = await ClaimedAsync("a");
        using (var beside = file.Connect())
        {
            Change("DELETE FROM run", beside);
        }

        var next = await store.Actions.OrderAsync(AnOrder.Of("b", Noon.InUtc().Date), new Actor("clara"), null, Cancel);

        Assert.True(next.Run.Value > claimed[0].Lease.Run.Value);
    }

    [Theory]
    [InlineData("", "slot", "run.order_date, run.routine, run.trigger, run.slot")]
    [InlineData("once", "slot + 1", "run.order_key")]
    public async Task The_file_itself_refuses_a_second_run_of_a_slot_or_key_whoever_writes_it(string key, string slot, string refused)
    {
        var (store, _) = await ClaimedAsync("a");
        await store.Actions.OrderAsync(AnOrder.Of("a", Noon.InUtc().Date, "once"), new Actor("clara"), null, Cancel);
        var columns = (string)file.Ask("SELECT group_concat(name) FROM pragma_table_info('run') WHERE name <> 'id'")!;
        var copied = columns.Replace(",slot,", $",{slot},", StringComparison.Ordinal);

        var twice = Assert.Throws<SqliteException>(() =>
            file.Ask($"INSERT INTO run ({columns}) SELECT {copied} FROM run WHERE coalesce(order_key, '') = '{key}'"));

        Assert.Equal(raw.SQLITE_CONSTRAINT, twice.SqliteErrorCode);
        Assert.Contains($"UNIQUE constraint failed: {refused}'", twice.Message, StringComparison.Ordinal);
        Assert.Equal(2L, file.Ask("SELECT count(*) FROM run"));
    }

    /// <summary>A step that has begun and does not end before the gate opens.</summary>
    private static async Task<Task<bool>> BlockedAsync(SqliteStorage store, ManualResetEventSlim gate)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var step = store.Database.WriteAsync(
            _ =>
            {
                begun.TrySetResult();
                return gate.Wait(TimeSpan.FromMinutes(1));
            },
            Cancel);
        await begun.Task;
        return step;
    }

    private SqliteStorageOptions ImpatientOptions()
    {
        var options = file.Options;
        options.BusyTimeout = TimeSpan.FromMilliseconds(1);
        return options;
    }

    private async Task<(SqliteStorage Store, IReadOnlyList<ClaimedRun> Claimed)> ClaimedAsync(params string[] routines)
    {
        var store = await file.OpenAsync(clock, file.Options);
        await store.Loads.LoadAsync(ALoad.Of([.. routines.Select(routine => APlannedRun.DueAt(Noon, routine))]), Cancel);
        return (store, await store.Queue.ClaimAsync(AClaim.By(new NodeId("anna")), Cancel));
    }

    private static object? Change(string sql, SqliteConnection connection)
    {
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
