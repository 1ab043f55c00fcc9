using System.Diagnostics;
using System.Globalization;
using NodaTime;
using RoutineScheduler.Benchmarks.Throughput;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;
using RoutineScheduler.Storage.Sqlite;
using RoutineScheduler.Storage.Sqlite.Connections;
using SQLitePCL;

namespace RoutineScheduler.Benchmarks.Polling;

/// <summary>
/// What a node asks when it wakes and nothing is due: a claim, and the next instant to wake at. The file holds as many future runs as
/// finished ones; neither number may show in the pages.
/// </summary>
internal static class IdleProgram
{
    private const int Repetitions = 200;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args, "--sizes", "--folder");
        var table = new TextTable("future and finished runs, each", "claim: pages", "claim: ms", "next wake: pages", "next wake: ms");
        foreach (var size in options.Numbers("--sizes", 1_000, 100_000, 1_000_000))
        {
            await AddAsync(table, size, options.Text("--folder", Path.GetTempPath()));
        }

        table.Print(Console.Out);
        return 0;
    }

    private static async Task AddAsync(TextTable table, int size, string folder)
    {
        using var file = new DatabaseFile(folder);
        var clock = new SetClock(MeasuredDay.Start - Duration.FromDays(1));
        await using var storage = new SqliteStorage(new SqliteStorageOptions { ConnectionString = file.ConnectionString }, clock);
        await storage.OpenAsync(CancellationToken.None);
        await FillAsync(storage, size);
        IReadOnlyList<string> executors = [MeasuredDay.Executor];
        var claim = new ClaimRequest(new NodeId(MeasuredDay.Node), executors, MeasuredDay.Batch, MeasuredDay.LeaseFor);
        var ofWriter = () => storage.Database.WriteAsync(transaction => PagesOf(transaction.Open), CancellationToken.None);
        var ofReader = () => storage.Database.ReadAsync(PagesOf, CancellationToken.None);
        var claims = await AskAsync(ofWriter, async () => CheckThatNothing((await storage.Queue.ClaimAsync(claim, CancellationToken.None)).Count));
        var wakes = await AskAsync(ofReader, () => storage.Queue.NextWakeAsync(executors, CancellationToken.None));
        table.Add(
            Number(size, "N0"), Number(claims.Pages, "0"), Number(claims.Milliseconds, "0.000"), Number(wakes.Pages, "0"),
            Number(wakes.Milliseconds, "0.000"));
    }

    /// <summary>Finished runs as their ends leave them; that they were executed does not matter to a poll.</summary>
    private static async Task FillAsync(SqliteStorage storage, int size)
    {
        var finished = MeasuredDay.Runs(DrainCase.Named("gated"), size);
        await storage.Loads.LoadAsync(MeasuredDay.Load(finished), CancellationToken.None);
        await storage.Database.WriteAsync(
            transaction => transaction.Statement(
                "UPDATE run SET state = 4, claimable = 0, expires_at = NULL, attempts = 1, ended_at = due_at").Execute(),
            CancellationToken.None);
        var tomorrow = MeasuredDay.Date.PlusDays(1);
        var future = finished.Select(run => run with
        {
            OrderDate = tomorrow, PlannedAt = run.PlannedAt + Duration.FromDays(1), DueAt = run.DueAt + Duration.FromDays(1),
        });
        await storage.Loads.LoadAsync(MeasuredDay.Load([.. future]) with { Date = tomorrow }, CancellationToken.None);
    }

    private static async Task<(double Pages, double Milliseconds)> AskAsync(Func<Task<long>> pages, Func<Task> ask)
    {
        for (var i = 0; i < Repetitions; i++)
        {
            await ask();
        }

        var before = await pages();
        var times = new List<double>();
        for (var i = 0; i < Repetitions; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await ask();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return ((double)(await pages() - before) / Repetitions, Medians.Of(times));
    }

    /// <summary>Pages that the connection has asked for so far, found in its cache or not.</summary>
    private static long PagesOf(OpenConnection connection) =>
        Status(connection, raw.SQLITE_DBSTATUS_CACHE_HIT) + Status(connection, raw.SQLITE_DBSTATUS_CACHE_MISS);

    private static int Status(OpenConnection connection, int what)
    {
        raw.sqlite3_db_status(connection.Connection.Handle, what, out var current, out _, 0);
        return current;
    }

    private static void CheckThatNothing(int claimed)
    {
        if (claimed > 0)
        {
            throw new InvalidOperationException($"{claimed} runs were claimed although nothing is due.");
        }
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
