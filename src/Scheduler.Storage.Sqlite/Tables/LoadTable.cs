using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>The loads' rows, their decisions, and the runs that a load finds.</summary>
internal static class LoadTable
{
    private const string Columns = "SELECT date, state, hash, stale_hash, at, trigger, actor, counts, reason, includes_earlier FROM load";
    private const string OfDate = $"{Columns} WHERE date = $date";
    private const string Between = $"{Columns} WHERE date BETWEEN $from AND $to ORDER BY date";

    public static LoadRow? Find(OpenConnection connection, LocalDate date) =>
        connection.Statement(OfDate).List(Read, Stored.Of(date)).SingleOrDefault();

    public static IReadOnlyList<LoadRow> List(OpenConnection connection, LocalDate from, LocalDate to) =>
        connection.Statement(Between).List(Read, Stored.Of(from), Stored.Of(to));

    private const string Upsert = """
        INSERT INTO load (date, state, hash, stale_hash, at, trigger, actor, counts, reason, includes_earlier)
        VALUES ($date, $state, $hash, $staleHash, $at, $trigger, $actor, $counts, $reason, $includesEarlier)
        ON CONFLICT (date) DO UPDATE
          SET state = excluded.state, hash = excluded.hash, stale_hash = excluded.stale_hash, at = excluded.at, trigger = excluded.trigger,
              actor = excluded.actor, counts = excluded.counts, reason = excluded.reason, includes_earlier = excluded.includes_earlier
        """;

    public static void Put(WriteTransaction transaction, LoadRow row) => transaction.Statement(Upsert).Execute(
        Stored.Of(row.Date), (long)row.State, row.Hash, row.StaleHash, Stored.Of(row.At), row.Trigger, row.Actor.Name, StoredJson.Of(row.Counts),
        row.Reason, row.IncludesEarlier ? 1L : 0L);

    private const string Mark = "UPDATE load SET stale_hash = $staleHash WHERE date = $date AND stale_hash IS NOT $staleHash";

    public static bool MarkStale(WriteTransaction transaction, LocalDate date, string? staleHash) =>
        transaction.Statement(Mark).Execute(staleHash, Stored.Of(date)) > 0;

    private const string DeleteDecisions = "DELETE FROM decision WHERE date = $date";
    private const string InsertDecision = "INSERT INTO decision (date, number, reasons, routines) VALUES ($date, $number, $reasons, $routines)";

    public static void PutDecisions(WriteTransaction transaction, LocalDate date, IReadOnlyList<DecidedAgainst> against)
    {
        transaction.Statement(DeleteDecisions).Execute(Stored.Of(date));
        foreach (var (number, decided) in against.Index())
        {
            transaction.Statement(InsertDecision).Execute(
                Stored.Of(date), (long)number, Stored.Of(decided.Reasons), Stored.Of(decided.Routines.Select(routine => routine.Value)));
        }
    }

    private const string Decisions = "SELECT reasons, routines FROM decision WHERE date = $date ORDER BY number";

    public static IReadOnlyList<DecidedAgainst> ReadDecisions(OpenConnection connection, LocalDate date) => connection.Statement(Decisions).List(
        row => new DecidedAgainst(Stored.TextsOf(row.TextAt(0)), [.. Stored.TextsOf(row.TextAt(1)).Select(key => new RoutineKey(key))]),
        Stored.Of(date));

    private const string Existing = $"""
        SELECT {RunFactsColumns.Names}, id, routine, slot, version, late_by, bypass, {StoredRun.BoundsColumns}
          FROM run WHERE order_date = $date AND trigger = 0 ORDER BY routine, slot
        """;

    /// <summary>The date's planned runs by routine, whatever their state.</summary>
    public static IReadOnlyDictionary<RoutineKey, IReadOnlyList<ExistingRun>> ReadExisting(OpenConnection connection, LocalDate date)
    {
        const int Next = RunFactsColumns.Count;
        var existing = connection.Statement(Existing)
            .List(
                row => (Routine: new RoutineKey(row.TextAt(Next + 1)), Run: new ExistingRun(
                    new RunId(row.NumberAt(Next)), row.IntAt(Next + 2), row.NumberAt(Next + 3), RunFactsColumns.Read(row))
                {
                    LateBy = row.NumberOrNullAt(Next + 4) is { } ticks ? Duration.FromTicks(ticks) : null,
                    Bypass = (Bypass)row.IntAt(Next + 5),
                    Bounds = StoredRun.ReadBounds(row, Next + 6),
                }),
                Stored.Of(date));
        // A date that is loaded for the first time has nothing to ask about.
        var edges = existing.Count == 0 ? null : EdgeTable.PlannedOn(connection, date);
        return existing.GroupBy(it => it.Routine, it => it.Run with { Edges = [.. edges![it.Run.Id.Value]] })
            .ToDictionary(runs => runs.Key, runs => (IReadOnlyList<ExistingRun>)[.. runs]);
    }

    private static LoadRow Read(Row row) => new(
        row.DateAt(0), (LoadState)row.IntAt(1), row.TextAt(2), row.TextOrNullAt(3), row.InstantAt(4), row.TextAt(5), new Actor(row.TextAt(6)),
        StoredJson.Counts(row.TextAt(7)), row.TextOrNullAt(8), row.IntAt(9) == 1);
}
