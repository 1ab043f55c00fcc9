using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>What runs wait for: edges with their dates, and the roots that they were resolved to.</summary>
internal static class EdgeTable
{
    private const string Insert = """
        INSERT INTO edge (run, number, predecessor, date, requires, if_not_planned, is_open)
        VALUES ($run, $number, $predecessor, $date, $requires, $ifNotPlanned, 1)
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
        .List(
            row => (Run: row.NumberAt(0), Edge: new PlannedEdge(
                row.IntAt(1), new RoutineKey(row.TextAt(2)), row.DateAt(3), (EdgeRequirement)row.IntAt(4), (IfNotPlanned)row.IntAt(5))),
            Stored.Of(date))
        .ToLookup(it => it.Run, it => it.Edge);

    private const string DeleteMembers = "DELETE FROM edge_member WHERE run = $run";
    private const string DeleteEdges = "DELETE FROM edge WHERE run = $run";

    public static void Remove(WriteTransaction transaction, RunId run)
    {
        transaction.Statement(DeleteMembers).Execute(run.Value);
        transaction.Statement(DeleteEdges).Execute(run.Value);
    }

    private const string OfRunThatWaits = "SELECT number, predecessor, date FROM edge WHERE run = $run ORDER BY number";

    /// <summary>Asks again which runs its edges lead to.</summary>
    public static void ResolveAgain(WriteTransaction transaction, RunId run)
    {
        var edges = transaction.Statement(OfRunThatWaits)
            .List(row => (Number: row.IntAt(0), Predecessor: new RoutineKey(row.TextAt(1)), Date: row.DateAt(2)), run.Value);
        foreach (var (number, predecessor, date) in edges)
        {
            ResolveAgain(transaction, run, number, predecessor, date);
        }
    }

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

    private const string WaitingForARun = """
        SELECT edge.run, edge.number FROM edge JOIN run ON run.id = edge.run
         WHERE edge.date = $date AND edge.predecessor = $predecessor AND edge.if_not_planned = 1
           AND (run.state = 0 OR run.state = 1 AND run.held_from = 0)
           AND NOT EXISTS (SELECT * FROM edge_member AS member WHERE member.run = edge.run AND member.number = edge.number)
         ORDER BY edge.run
        """;

    /// <summary>Edges that wait for the first run of a routine and date, whoever makes it. Returns the runs whose edges they are.</summary>
    public static IReadOnlyList<RunId> ResolveWaiting(WriteTransaction transaction, RoutineKey predecessor, LocalDate date)
    {
        var edges = transaction.Statement(WaitingForARun).List(
            row => (Run: new RunId(row.NumberAt(0)), Number: row.IntAt(1)), Stored.Of(date), predecessor.Value);
        foreach (var (run, number) in edges)
        {
            ResolveAgain(transaction, run, number, predecessor, date);
        }

        return [.. edges.Select(edge => edge.Run).Distinct()];
    }

    private const string Successors = """
        SELECT DISTINCT member.run FROM json_each($roots) AS changed JOIN edge_member AS member ON member.root = changed.value ORDER BY member.run
        """;

    public static List<RunId> SuccessorsOf(WriteTransaction transaction, IEnumerable<RunId> roots) =>
        transaction.Statement(Successors).List(row => new RunId(row.NumberAt(0)), Stored.Of(roots));

    // A root is represented by the newest of itself and its reruns.
    private const string OfRun = """
        SELECT edge.number, edge.predecessor, edge.date, edge.requires, edge.if_not_planned, edge.is_open, member.root, newest.state, newest.cause
          FROM edge
          LEFT JOIN edge_member AS member ON member.run = edge.run AND member.number = edge.number
          LEFT JOIN run AS newest ON newest.id = coalesce((SELECT max(rerun.id) FROM run AS rerun WHERE rerun.root = member.root), member.root)
         WHERE edge.run = $run
         ORDER BY edge.number, member.root
        """;

    public static IReadOnlyList<Edge> Read(OpenConnection connection, RunId run) =>
        [.. Read(connection.Statement(OfRun), run).Select(row => row.Edge)];

    private const string SaveOpen = "UPDATE edge SET is_open = $isOpen WHERE run = $run AND number = $number";

    /// <summary>Marks each edge as it stands now. Returns how many are open.</summary>
    /// <param name="isNotNeeded">A failure edge that cannot be met any more ends the run.</param>
    public static int Evaluate(WriteTransaction transaction, RunId run, out bool isNotNeeded)
    {
        var edges = Read(transaction.Statement(OfRun), run).Select(row => (row.Number, row.IsOpen, State: EdgeState.Decide(row.Edge))).ToList();
        foreach (var (number, wasOpen, state) in edges)
        {
            if (wasOpen != state is EdgeState.Open)
            {
                transaction.Statement(SaveOpen).Execute(state is EdgeState.Open ? 1L : 0L, run.Value, (long)number);
            }
        }

        isNotNeeded = edges.Any(edge => edge.State is EdgeState.NotNeeded);
        return edges.Count(edge => edge.State is EdgeState.Open);
    }

    private const string Unmet = "UPDATE run SET unmet = $unmet, claimable = $claimable WHERE id = $run";

    public static void SaveUnmet(WriteTransaction transaction, StoredRun run, int unmet)
    {
        var isClaimable = ClaimChoices.IsClaimable(run.Facts, unmet, run.Bypass);
        transaction.WakesSleepers |= isClaimable;
        transaction.Statement(Unmet).Execute((long)unmet, isClaimable ? 1L : 0L, run.Id.Value);
    }

    private static List<(int Number, bool IsOpen, Edge Edge)> Read(Statement statement, RunId run) =>
    [
        .. statement.List(ReadRow, run.Value)
            .GroupBy(row => row.Number)
            .Select(rows =>
                (rows.Key, rows.First().IsOpen, rows.First().Edge with { Members = [.. rows.Select(row => row.Member).OfType<EdgeMember>()] })),
    ];

    private static (int Number, bool IsOpen, Edge Edge, EdgeMember? Member) ReadRow(Row row)
    {
        var edge = new Edge(row.TextAt(1), row.DateAt(2), (EdgeRequirement)row.IntAt(3), (IfNotPlanned)row.IntAt(4), []);
        var member = row.IsNull(6)
            ? null
            : new EdgeMember(new RunId(row.NumberAt(6)), (RunState)row.IntAt(7), row.TextOrNullAt(8) is { } cause ? EndCause.Parse(cause) : null);
        return (row.IntAt(0), row.IntAt(5) == 1, edge, member);
    }

    private const string DeleteMembersOf = "DELETE FROM edge_member WHERE run = $run AND number = $number";

    private static void ResolveAgain(WriteTransaction transaction, RunId run, int number, RoutineKey predecessor, LocalDate date)
    {
        transaction.Statement(DeleteMembersOf).Execute(run.Value, (long)number);
        AddMembers(transaction, run, number, predecessor, date);
    }

    private const string Candidates = """
        SELECT run.id, coalesce(run.root, run.id), origin.trigger, run.state, run.cause
          FROM run JOIN run AS origin ON origin.id = coalesce(run.root, run.id)
         WHERE run.order_date = $date AND run.routine = $routine
        """;

    private const string InsertMember = "INSERT INTO edge_member (root, run, number) VALUES ($root, $run, $number)";

    private static void AddMembers(WriteTransaction transaction, RunId run, int number, RoutineKey predecessor, LocalDate date)
    {
        var candidates = transaction.Statement(Candidates).List(
            row => new MemberRun(
                new RunId(row.NumberAt(0)), new RunId(row.NumberAt(1)), row.IntAt(2) == (int)RunTrigger.Order, (RunState)row.IntAt(3),
                row.TextOrNullAt(4) is { } cause ? EndCause.Parse(cause) : null),
            Stored.Of(date),
            predecessor.Value);
        foreach (var root in EdgeMembers.Resolve(candidates))
        {
            transaction.Statement(InsertMember).Execute(root.Value, run.Value, (long)number);
        }
    }
}
