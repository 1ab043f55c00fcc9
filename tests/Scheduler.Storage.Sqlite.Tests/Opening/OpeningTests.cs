using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Storage.Sqlite.Opening;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Opening;

/// <summary>Databases that cannot be used: each says what it is, where, and what would be right.</summary>
public sealed class OpeningTests : IAsyncDisposable
{
    private readonly SqliteFileOfOneTest file = new();
    private readonly FakeClock clock = new(Instant.FromUtc(2026, 3, 2, 12, 0));

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Theory]
    [InlineData("Data Sauce=x.db", "data sauce", "Data Source=scheduler.db")]
    [InlineData("", "names no file", "Data Source=scheduler.db")]
    [InlineData("Data Source=:memory:", "memory", "Name a file")]
    [InlineData("Data Source=x;Mode=Memory", "memory", "Name a file")]
    [InlineData("Data Source=x.db;Mode=ReadOnly", "Mode=ReadOnly", "Mode=ReadWriteCreate")]
    [InlineData("Data Source=file:x.db", "plain path", "Data Source=path")]
    [InlineData("Data Source=x.db;Cache=Shared", "Cache=Shared", "Remove it")]
    public void A_connection_string_that_cannot_work_is_refused_before_anything_is_opened(string text, string what, string right)
    {
        var refused = Assert.Throws<StorageException>(() => new SqliteStorage(new SqliteStorageOptions { ConnectionString = text }, clock));

        Assert.Contains(what, refused.Message);
        Assert.Contains(right, refused.Message);
    }

    [Theory]
    [InlineData("Data Sauce=x.db")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x.db;Mode=ReadOnly")]
    [InlineData("Data Source=x.db;Mode=Nonsense")]
    [InlineData("Data Source=x.db;Cache=Shared")]
    [InlineData("Data Source=/nowhere/x.db")]
    [InlineData("Data Source=x.db;nonsense")]
    public void A_refusal_shows_no_password(string text)
    {
        foreach (var whole in new[] { $"{text};Password=hunter2", $"Password=hunter2;{text}" })
        {
            var refused = Assert.Throws<StorageException>(() => new SqliteStorage(new SqliteStorageOptions { ConnectionString = whole }, clock));

            Assert.DoesNotContain("hunter2", refused.ToString());
        }
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_named()
    {
        var path = Path.Combine(Path.GetDirectoryName(file.Path)!, "nowhere", "scheduler.db");

        Assert.Contains($"There is no folder '{Path.GetDirectoryName(path)}'", await RefusalAsync($"Data Source={path}"));
        Assert.Contains("is a folder", await RefusalAsync($"Data Source={Path.GetDirectoryName(file.Path)}"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_is()
    {
        var text = new string('x', 5_000);
        await File.WriteAllTextAsync(file.Path, text, TestContext.Current.CancellationToken);

        Assert.Contains("is not a SQLite database", await RefusalAsync(file.ConnectionString));
        Assert.Equal(text, await File.ReadAllTextAsync(file.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_newer_database_is_refused_with_both_numbers_unless_it_says_that_it_is_compatible()
    {
        await file.OpenAsync(clock);
        Change("UPDATE schema_version SET version = 99, min_compatible = 98");

        var refusal = await RefusalAsync(file.ConnectionString);
        Assert.Contains("schema 99", refusal);
        Assert.Contains("98 or later", refusal);
        Assert.Contains($"this one knows {SchemaMigrations.All[^1].Version}", refusal);
        Assert.Contains("Update this program", refusal);

        Change("UPDATE schema_version SET min_compatible = 1");
        await file.OpenAsync(clock);
        Assert.Equal(99L, file.Ask("SELECT version FROM schema_version"));
    }

    [Theory]
    [InlineData("DROP INDEX run_bad", "run_bad")]
    [InlineData("ALTER TABLE scheduler DROP COLUMN definitions_mark", "scheduler")]
    public async Task A_database_of_this_number_and_of_another_schema_is_refused_by_what_differs(string change, string named)
    {
        await file.OpenAsync(clock, file.Options);
        file.Ask(change);

        var refused = await Assert.ThrowsAsync<StorageException>(() => file.OpenAsync(clock, file.Options));

        Assert.Contains($"1 of its tables and indexes are missing or made otherwise ({named})", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_added_to_the_schema_is_left_alone()
    {
        await file.OpenAsync(clock, file.Options);
        file.Ask("CREATE INDEX of_somebody ON run (created_at)");

        await file.OpenAsync(clock, file.Options);

        Assert.Equal(1L, file.Ask("SELECT count(*) FROM sqlite_schema WHERE name = 'of_somebody'"));
    }

    [Fact]
    public async Task A_database_of_somebody_else_is_not_taken_over()
    {
        Change("CREATE TABLE run (id INTEGER)");

        Assert.Contains("needs a file of its own", await RefusalAsync(file.ConnectionString));
        Assert.Equal(1L, file.Ask("SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_database_with_tables_and_not_ours_is_left_byte_by_byte_as_it_is_and_its_owner_named()
    {
        Change("CREATE TABLE Funds (id INTEGER); CREATE TABLE schema_version (version TEXT); CREATE TABLE __EFMigrationsHistory (MigrationId TEXT)");
        var before = await File.ReadAllBytesAsync(file.Path, TestContext.Current.CancellationToken);

        var refusal = await RefusalAsync(file.ConnectionString);

        Assert.Contains("3 tables and views ('Funds', '__EFMigrationsHistory', 'schema_version')", refusal);
        Assert.Contains("looks like one of Entity Framework Core", refusal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_empty_file_becomes_a_database()
    {
        await File.WriteAllBytesAsync(file.Path, [], TestContext.Current.CancellationToken);

        await file.OpenAsync(clock);

        Assert.Equal(1L, file.Ask("SELECT count(*) FROM scheduler"));
    }

    [Fact]
    public void Options_that_cannot_work_are_all_told_at_once()
    {
        var options = new SqliteStorageOptions
        {
            ConnectionString = "", CacheMegabytes = int.MaxValue, BusyTimeout = TimeSpan.FromSeconds(-1), LookForOthersEvery = TimeSpan.Zero,
        };

        var lines = Assert.Throws<StorageException>(() => new SqliteStorage(options, clock)).Message.Split(Environment.NewLine);

        Assert.Equal(4, lines.Length);
        Assert.Contains("names no file", lines[0]);
        Assert.StartsWith("CacheMegabytes is 2147483647, and must be from 1 to 2097151", lines[1]);
        Assert.StartsWith("BusyTimeout is -00:00:01", lines[2]);
        Assert.StartsWith("LookForOthersEvery is 00:00:00", lines[3]);
    }

    [Fact]
    public async Task A_database_that_another_holds_locked_for_long_says_so()
    {
        using var holder = file.Connect();
        Change("PRAGMA journal_mode = WAL", holder);
        Change("BEGIN EXCLUSIVE", holder);

        var refusal = await RefusalAsync(file.ConnectionString, options => options.BusyTimeout = TimeSpan.FromMilliseconds(1));

        Assert.Contains("locked by another process for too long", refusal);
    }

    [Fact]
    public async Task A_file_without_the_right_to_write_is_refused()
    {
        Assert.SkipUnless(
            !OperatingSystem.IsWindows() && Environment.UserName != "root",
            "Needs a user whose rights a file can withhold; this one may do everything.");
        await file.OpenAsync(clock);
        File.SetAttributes(file.Path, FileAttributes.ReadOnly);

        Assert.Contains("read-only", await RefusalAsync(file.ConnectionString));
    }

    [Fact]
    public void Of_what_SQLite_says_each_kind_has_its_own_advice()
    {
        var place = SqliteFile.Check(file.Options);

        Assert.Contains("read-only", OpeningTrouble.Of(new SqliteException("x", 8), place).Message);
        Assert.Contains("Check the rights", OpeningTrouble.Of(new SqliteException("x", 14), place).Message);
        Assert.Contains("Restore a backup", OpeningTrouble.Of(new SqliteException("x", 11), place).Message);
        Assert.Contains("Make room", OpeningTrouble.Of(new SqliteException("x", 13), place).Message);
    }

    [Fact]
    public async Task Everything_is_set_as_promised()
    {
        var store = await file.OpenAsync(clock, new SqliteStorageOptions { ConnectionString = file.ConnectionString });
        var writer = store.Database.Writer.Connection;

        Assert.Equal("wal", Answer(writer, "PRAGMA journal_mode"));
        Assert.Equal(2L, Answer(writer, "PRAGMA synchronous"));
        Assert.Equal(1L, Answer(writer, "PRAGMA foreign_keys"));
        Assert.Equal(-65_536L, Answer(writer, "PRAGMA cache_size"));
        Assert.Equal(5_000L, Answer(writer, "PRAGMA busy_timeout"));
        Assert.Equal(
            0L,
            Answer(
                writer,
                "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'"));
    }

    [Fact]
    public async Task Opening_again_changes_nothing_and_after_a_failure_nothing_of_the_first_try_is_left()
    {
        using var cancel = new CancellationTokenSource();
        var store = new SqliteStorage(file.Options, clock, _ => cancel.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.OpenAsync(cancel.Token));
        await store.OpenAsync(TestContext.Current.CancellationToken);
        var writer = store.Database.Writer;
        await store.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Same(writer, store.Database.Writer);
        await store.DisposeAsync();

        // SQLite gives up the write-ahead log only for who is alone with the file.
        Assert.Equal("delete", file.Ask("PRAGMA journal_mode = DELETE"));
    }

    private async Task<string> RefusalAsync(string connectionString, Action<SqliteStorageOptions>? change = null)
    {
        var options = new SqliteStorageOptions { ConnectionString = connectionString };
        change?.Invoke(options);
        return (await Assert.ThrowsAsync<StorageException>(() => file.OpenAsync(clock, options))).Message;
    }

    private void Change(string sql)
    {
        using var connection = file.Connect();
        Change(sql, connection);
    }

    private static void Change(string sql, SqliteConnection connection) => Answer(connection, sql);

    private static object? Answer(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
