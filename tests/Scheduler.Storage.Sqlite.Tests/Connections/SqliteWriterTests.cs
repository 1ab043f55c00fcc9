using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Storage.Sqlite.Connections;
using SQLitePCL;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Connections;

/// <summary>What goes wrong around a step, and not in it, neither stops the writing nor leaves anybody without an answer.</summary>
public sealed class SqliteWriterTests : IAsyncDisposable
{
    private readonly SqliteFileOfOneTest file = new();
    private readonly FakeClock clock = new(Instant.FromUtc(2026, 3, 2, 12, 0));
    private readonly List<SqliteWriter> writers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
        }

        await file.DisposeAsync();
    }

    [Fact]
    public async Task A_waking_that_throws_fails_no_step_that_is_committed_whether_alone_or_together()
    {
        var writer = Open(wakeSleepers: () => throw new InvalidOperationException("nobody can be woken"));
        using var gate = new ManualResetEventSlim();
        var first = writer.WriteAsync(_ => gate.Wait(TimeSpan.FromMinutes(1)), Cancel);
        var together = Enumerable.Range(1, 3).Select(number => writer.WriteAsync(transaction => Add(transaction, number), Cancel)).ToList();
        gate.Set();
        await first;

        var answers = await Task.WhenAll(together);

        Assert.Equal([1, 2, 3], answers);
        Assert.Equal(4, await writer.WriteAsync(transaction => Add(transaction, 4), new StepManner(IsAlone: true), Cancel));
        Assert.Equal(4L, file.Ask("SELECT count(*) FROM kept"));
    }

    [Fact]
    public async Task A_rollback_that_fails_hides_no_trouble_and_is_made_up_for_by_the_next_step()
    {
        var writer = Open();
        raw.sqlite3_set_authorizer(writer.Connection.Handle, (strdelegate_authorizer)RefuseRollback, null);

        var trouble = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            writer.WriteAsync(FailAfterAdding, new StepManner(IsAlone: true), Cancel));
        Assert.Equal("its own trouble", trouble.Message);
        await Assert.ThrowsAsync<SqliteException>(() => writer.WriteAsync(transaction => Add(transaction, 2), Cancel));

        raw.sqlite3_set_authorizer(writer.Connection.Handle, (strdelegate_authorizer)null!, null);
        Assert.Equal(3, await writer.WriteAsync(transaction => Add(transaction, 3), Cancel));
        Assert.Equal("3", file.Ask("SELECT group_concat(number) FROM kept"));
    }

    [Fact]
    public async Task A_connection_that_is_gone_fails_every_step_and_keeps_nobody_waiting()
    {
        var writer = Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.WriteAsync<int>(
            transaction =>
            {
                transaction.Connection.Close();
                throw new InvalidOperationException("closed");
            },
            Cancel));

        await Assert.ThrowsAnyAsync<Exception>(() =>
            writer.WriteAsync(transaction => Add(transaction, 1), Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel));
    }

    [Fact]
    public async Task Trouble_that_nobody_thought_of_is_told_to_who_waits_and_to_who_comes_later()
    {
        var writer = Open(random: new BrokenRandom());
        using var gate = new ManualResetEventSlim();
        var busy = writer.WriteAsync<int>(
            _ => gate.Wait(TimeSpan.FromMinutes(1)) ? throw new SqliteException("database is locked", 5) : 0, new StepManner(IsAlone: true), Cancel);
        var waiting = writer.WriteAsync(transaction => Add(transaction, 1), Cancel);
        gate.Set();

        Assert.Contains("no dice", (await Assert.ThrowsAsync<StorageException>(() => busy)).Message);
        Assert.Contains(file.Path, (await Assert.ThrowsAsync<StorageException>(() => waiting)).Message);
        var later = await Assert.ThrowsAsync<StorageException>(() => writer.WriteAsync(transaction => Add(transaction, 2), Cancel));
        Assert.IsType<NotSupportedException>(later.InnerException);
        Assert.Equal(0L, file.Ask("SELECT count(*) FROM kept"));
    }

    private SqliteWriter Open(Action? wakeSleepers = null, Random? random = null)
    {
        var connection = file.Connect();
        using (var make = new SqliteCommand("CREATE TABLE kept (number INTEGER)", connection))
        {
            make.ExecuteNonQuery();
        }

        var writer = new SqliteWriter(new OpenConnection(connection), clock, random ?? new Random(17), CrashPoints.None, wakeSleepers ?? (() => { }));
        writers.Add(writer);
        return writer;
    }

    private const string Insert = "INSERT INTO kept (number) VALUES ($number)";

    private static int Add(WriteTransaction transaction, int number)
    {
        transaction.Statement(Insert).Execute((long)number);
        transaction.WakesSleepers = true;
        return number;
    }

    private static int FailAfterAdding(WriteTransaction transaction)
    {
        Add(transaction, 1);
        throw new InvalidOperationException("its own trouble");
    }

    private static int RefuseRollback(object user, int action, string first, string second, string database, string within) =>
        action == raw.SQLITE_TRANSACTION && first == "ROLLBACK" ? raw.SQLITE_DENY : raw.SQLITE_OK;

    private sealed class BrokenRandom : Random
    {
        public override int Next(int minValue, int maxValue) => throw new NotSupportedException("no dice");
    }
}
