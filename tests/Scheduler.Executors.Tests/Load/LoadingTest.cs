using System.Data.Common;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>A folder with files, a database beside it, and the executor between them.</summary>
public abstract class LoadingTest : IDisposable
{
    internal static readonly LocalDate Friday = new(2026, 9, 18);

    private readonly AFolder folder = new();
    private readonly string connectionString;

    protected LoadingTest()
    {
        Directory.CreateDirectory(folder.At("in"));
        Directory.CreateDirectory(folder.At("artifacts"));
        connectionString = new SqliteConnectionStringBuilder { DataSource = folder.At("prices.db"), Pooling = false }.ConnectionString;
    }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected string Inbox => folder.At("in");

    internal AFolder Folder => folder;

    /// <summary>Read-only databases and the like.</summary>
    protected string? OtherConnectionString { get; set; }

    /// <summary>Executed on each connection of the executor.</summary>
    protected string? AtOpening { get; set; }

    /// <summary>Each attempt starts so many minutes later as its number says; another instant is another store.</summary>
    protected Instant StoreBegan { get; set; } = Instant.FromUtc(2026, 9, 18, 20, 0);

    protected string ConnectionString => OtherConnectionString ?? connectionString;

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string AFile(string name, string text, Encoding? encoding = null)
    {
        var path = Path.Combine(Inbox, name);
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(false));
        return path;
    }

    protected void Execute(string sql)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Each row's values as SQLite prints them, with | between; null is ∅.</summary>
    protected List<string> Rows(string sql)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var answer = new List<string>();
        while (rows.Read())
        {
            answer.Add(string.Join("|", Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? "∅" : rows.GetString(i))));
        }

        return answer;
    }

    internal ARunContext ARun(LocalDate? orderDate = null, int attempt = 1, Action<string>? reported = null, int id = 7) => new()
    {
        ArtifactFolder = folder.At("artifacts"),
        OrderDate = orderDate ?? Friday,
        Run = new RunId(id),
        Attempt = attempt,
        Token = new FencingToken(40 + attempt),
        Routine = "load-prices",
        Calendar = BrazilCalendars.Anbima,
        Calendars = CalendarSet.Brazilian,
        Reported = reported,
    };

    internal Task<AttemptOutcome> LoadAsync(LoadFile load, ARunContext? run = null, CancellationToken? cancel = null)
    {
        var source = new Source(ConnectionString, AtOpening);
        var databases = new DatabaseCatalog([new RegisteredDatabase("prices", source, SqlDialect.Sqlite, "the test")]);
        return new LoadFileExecutor(databases, new Marks(StoreBegan), NullLogger<LoadFileExecutor>.Instance)
            .ExecuteAsync(load, run ?? ARun(), cancel ?? Cancel);
    }

    internal async Task<FileLoadResult> LoadedAsync(LoadFile load, ARunContext? run = null) => ResultOf(await LoadAsync(load, run));

    internal async Task<FileLoadCounts> CountsAsync(LoadFile load, ARunContext? run = null) => (await LoadedAsync(load, run)).Counts;

    internal static FileLoadResult ResultOf(AttemptOutcome outcome)
    {
        var success = Assert.IsType<AttemptOutcome.Success>(outcome);
        return success.Result!.Value.Deserialize<FileLoadResult>(JsonSerializerOptions.Web)!;
    }

    internal async Task<string> PermanentAsync(LoadFile load, ARunContext? run = null) =>
        Assert.IsType<AttemptOutcome.PermanentFailure>(await LoadAsync(load, run)).Message;

    internal async Task<string> NotAvailableAsync(LoadFile load, ARunContext? run = null) =>
        Assert.IsType<AttemptOutcome.NotAvailable>(await LoadAsync(load, run)).Message;

    /// <summary>The lines of the reject file after its header.</summary>
    internal static string[] RejectsOf(AttemptOutcome outcome)
    {
        var artifact = Assert.Single(outcome.Artifacts);
        Assert.Equal("rejects", artifact.Name);
        var lines = File.ReadAllLines(artifact.Path);
        Assert.Equal("file;line;reason;text", lines[0]);
        Assert.Equal(artifact.Rows, lines.Length - 1);
        return lines[1..];
    }

    private sealed class Marks(Instant began) : IAttemptMarks
    {
        public Task<AttemptMarks> OfAsync(IRunContext run, CancellationToken cancel) => Task.FromResult(new AttemptMarks(
            Mark(run.Attempt), [.. Enumerable.Range(1, run.Attempt - 1).Select(Mark)]));

        private AttemptMark Mark(int attempt) => AttemptMark.Of(attempt, 40 + attempt, began + Duration.FromMinutes(attempt));
    }

    private sealed class Source(string connectionString, string? atOpening) : DbDataSource
    {
        public override string ConnectionString => connectionString;

        protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

        protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
        {
            var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = atOpening ?? "";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
    }
}
