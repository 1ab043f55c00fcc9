using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>The edges of runs, as they were planned or ordered, and the prerequisite that each leads to.</summary>
internal static class EdgeTable
{
    private const string Insert = """
        INSERT INTO edge (run, number, predecessor, date, requires, if_not_planned)
        VALUES ($run, $number, $predecessor, $date, $requires, $ifNotPlanned)
        """;

    /// <summary>Resolve and evaluate them afterwards, when all runs of the transaction are there.</summary>
    public static void Add(WriteTransaction transaction, RunId run, IReadOnlyList<PlannedEdge> edges)
    {
        foreach (var edge in edges)
        {
            transaction.Statement(Insert).Execute(
                run.Value, (long)edge.Number, edge.Predecessor.Value, Stored.Of(edge.Date), (long)edge.Requires, (long)edge.IfNotPlanned);
        }
    }

    private const string Planned = """
        SELECT edge.run, number, predecessor, date, requires, if_not_planned FROM run JOIN edge ON edge.run = run.id
         WHERE run.order_date = $date AND run.trigger = 0 AND run.edges > 0
         ORDER BY edge.run, number
        """;

    /// <summary>Of the date's planned runs, as they were planned.</summary>
    public static ILookup<long, PlannedEdge> PlannedOn(OpenConnection connection, LocalDate date) => connection.Statement(Planned)
        .List(row => (Run: row.NumberAt(0), Edge: ReadPlanned(row, 1)), Stored.Of(date))
        .ToLookup(it => it.Run, it => it.Edge);

    private const string Delete = "DELETE FROM edge WHERE run = $run RETURNING prerequisite";

    public static void Remove(WriteTransaction transaction, RunId run) =>
        PrerequisiteTable.Prune(transaction, transaction.Statement(Delete).List(row => row.NumberAt(0), run.Value).Distinct());

    private const string OfRuns = """
        SELECT edge.run, prerequisite, number, predecessor, date, requires, if_not_planned
          FROM json_each($runs) AS asked CROSS JOIN edge ON edge.run = asked.value ORDER BY edge.run, number
        """;

    /// <summary>Asks again which runs their edges lead to.</summary>
    public static void ResolveAgain(WriteTransaction transaction, IReadOnlyCollection<RunId> runs) =>
        ResolveAgain(transaction, runs.Count == 0 ? [] : transaction.Statement(OfRuns).List(ReadLed, Stored.Of(runs)));

    private const string ToRoutine = """
        SELECT edge.run, prerequisite.id, edge.number, edge.predecessor, edge.date, edge.requires, edge.if_not_planned
          FROM edge JOIN run ON run.id = edge.run JOIN prerequisite ON prerequisite.id = edge.prerequisite
         WHERE edge.date = $date AND edge.predecessor = $predecessor AND (run.state = 0 OR run.state = 1 AND run.held_from = 0)
           AND ($all = 1 OR edge.if_not_planned = 1 AND prerequisite.members = '[]')
         ORDER BY edge.run
        """;

    /// <summary>Asks again for the edges to a routine and date of which a run was made. Returns the runs whose edges they are.</summary>
    /// <param name="all">Else only those that wait for the first one, whoever makes it.</param>
    public static IReadOnlyList<RunId> ResolveWaiting(WriteTransaction transaction, RoutineKey predecessor, LocalDate date, bool all)
    {
        var edges = transaction.Statement(ToRoutine).List(ReadLed, Stored.Of(date), predecessor.Value, all ? 1L : 0L);
        ResolveAgain(transaction, edges);
        return [.. edges.Select(edge => edge.Run).Distinct()];
    }

    private const string Lead = "UPDATE edge SET prerequisite = $prerequisite WHERE run = $run AND number = $number";

    /// <summary>A routine's runs are looked for once, and what edges have in common is found once.</summary>
    private static void ResolveAgain(WriteTransaction transaction, List<Led> edges)
    {
        var (roots, same) = (new Dictionary<(RoutineKey, LocalDate), IReadOnlyList<RunId>>(), new Dictionary<PlannedEdge, long>());
        var left = new HashSet<long>();
        foreach (var (run, before, edge) in edges)
        {
            var of = (edge.Predecessor, edge.Date);
            roots[of] = roots.GetValueOrDefault(of) ?? PrerequisiteTable.Resolve(transaction, edge.Predecessor, edge.Date);
            var what = edge with { Number = 0 };
            if (!same.TryGetValue(what, out var prerequisite))
            {
                same[what] = prerequisite = PrerequisiteTable.FindOrAdd(transaction, edge, roots[of]);
            }

            if (prerequisite != before)
            {
                transaction.Statement(Lead).Execute(prerequisite, run.Value, (long)edge.Number);
                left.UnionWith(before is { } other ? [other] : []);
            }
        }

        PrerequisiteTable.Prune(transaction, left);
    }

    private const string LedTo = "SELECT edge.run, edge.prerequisite FROM json_each($runs) AS asked CROSS JOIN edge ON edge.run = asked.value";

    /// <summary>What the runs' edges lead to.</summary>
    public static ILookup<RunId, long> PrerequisitesOf(OpenConnection connection, IEnumerable<RunId> runs) => connection.Statement(LedTo)
        .List(row => (Run: new RunId(row.NumberAt(0)), Prerequisite: row.NumberAt(1)), Stored.Of(runs))
        .ToLookup(edge => edge.Run, edge => edge.Prerequisite);

    private const string Followers = """
        SELECT DISTINCT edge.run FROM json_each($prerequisites) AS moved CROSS JOIN edge ON edge.prerequisite = moved.value
          JOIN run ON run.id = edge.run
         WHERE run.state = 0 OR run.state = 1 AND run.held_from = 0
         ORDER BY edge.run
        """;

    /// <summary>Runs that have not started and wait for any of these.</summary>
    public static List<RunId> WaitingFor(WriteTransaction transaction, IReadOnlyCollection<long> prerequisites) =>
        prerequisites.Count == 0 ? [] : transaction.Statement(Followers).List(row => new RunId(row.NumberAt(0)), Stored.Of(prerequisites));

    private const string ToDate = """
        SELECT edge.run, edge.predecessor FROM edge JOIN run ON run.id = edge.run
         WHERE edge.date = $date AND (run.state = 0 OR run.state = 1 AND run.held_from = 0)
         ORDER BY edge.run
        """;

    /// <summary>Runs that have not started and wait for something on the date.</summary>
    public static ILookup<RoutineKey, RunId> WaitingFor(WriteTransaction transaction, LocalDate date) => transaction.Statement(ToDate)
        .List(row => (Run: new RunId(row.NumberAt(0)), Predecessor: new RoutineKey(row.TextAt(1))), Stored.Of(date))
        .ToLookup(edge => edge.Predecessor, edge => edge.Run);

    private const string OfDate = """
        SELECT id FROM run WHERE order_date = $date AND edges > 0 AND (state = 0 OR state = 1 AND held_from = 0) ORDER BY id
        """;

    /// <summary>Runs of the date that wait and have not started.</summary>
    public static List<RunId> WaitingOn(WriteTransaction transaction, LocalDate date) =>
        transaction.Statement(OfDate).List(row => new RunId(row.NumberAt(0)), Stored.Of(date));

    private const string Unmet = "UPDATE run SET unmet = $unmet, claimable = $claimable WHERE id = $run";

    public static void SaveUnmet(WriteTransaction transaction, StoredRun run, int unmet)
    {
        var isClaimable = ClaimChoices.IsClaimable(run.Facts, unmet, run.Bypass);
        transaction.WakesSleepers |= isClaimable;
        transaction.Statement(Unmet).Execute((long)unmet, isClaimable ? 1L : 0L, run.Id.Value);
    }

    /// <param name="Before">Null where it was not resolved yet.</param>
    private sealed record Led(RunId Run, long? Before, PlannedEdge Edge);

    private static Led ReadLed(Row row) => new(new RunId(row.NumberAt(0)), row.NumberOrNullAt(1), ReadPlanned(row, 2));

    private static PlannedEdge ReadPlanned(Row row, int column) => new(
        row.IntAt(column), new RoutineKey(row.TextAt(column + 1)), row.DateAt(column + 2), (EdgeRequirement)row.IntAt(column + 3),
        (IfNotPlanned)row.IntAt(column + 4));
}
