using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>
/// What edges lead to: the roots that a routine and date were resolved to, and what is required of them. One row however many runs wait for it,
/// so that the end of a predecessor is looked at once.
/// </summary>
internal static class PrerequisiteTable
{
    private const string Same = """
        SELECT id FROM prerequisite
         WHERE date = $date AND predecessor = $predecessor AND requires = $requires AND if_not_planned = $ifNotPlanned AND members = $members
        """;

    private const string Insert = """
        INSERT INTO prerequisite (date, predecessor, requires, if_not_planned, members, is_open)
        VALUES ($date, $predecessor, $requires, $ifNotPlanned, $members, 1)
        RETURNING id
        """;

    private const string InsertMember = "INSERT INTO prerequisite_member (root, prerequisite) VALUES ($root, $prerequisite)";

    /// <summary>A new one is open until it was decided.</summary>
    public static long FindOrAdd(WriteTransaction transaction, PlannedEdge edge, IReadOnlyList<RunId> roots)
    {
        var (date, requires, ifNotPlanned, members) = (Stored.Of(edge.Date), (long)edge.Requires, (long)edge.IfNotPlanned, Stored.Of(roots));
        if (transaction.Statement(Same).NumberOrNull(date, edge.Predecessor.Value, requires, ifNotPlanned, members) is { } known)
        {
            return known;
        }

        var added = transaction.Statement(Insert).Number(date, edge.Predecessor.Value, requires, ifNotPlanned, members);
        foreach (var root in roots)
        {
            transaction.Statement(InsertMember).Execute(root.Value, added);
        }

        return added;
    }

    private const string OfRoots = """
        SELECT DISTINCT member.prerequisite FROM json_each($roots) AS changed JOIN prerequisite_member AS member ON member.root = changed.value
        """;

    /// <summary>Those that any of the roots is a member of.</summary>
    public static List<long> Of(WriteTransaction transaction, IEnumerable<RunId> roots) =>
        transaction.Statement(OfRoots).List(row => row.NumberAt(0), Stored.Of(roots));

    private const string Rows = """
        SELECT prerequisite.id, predecessor, date, requires, if_not_planned, is_open
          FROM json_each($ids) AS asked CROSS JOIN prerequisite ON prerequisite.id = asked.value
        """;

    /// <summary>As they stand, and whether each was open when it was last decided.</summary>
    public static List<(long Id, Edge Edge, bool WasOpen)> Read(OpenConnection connection, IEnumerable<long> ids)
    {
        var asked = Stored.Of(ids);
        var members = MembersOf(connection, asked);
        return connection.Statement(Rows).List(
            row => (
                row.NumberAt(0),
                new Edge(row.TextAt(1), row.DateAt(2), (EdgeRequirement)row.IntAt(3), (IfNotPlanned)row.IntAt(4), [.. members[row.NumberAt(0)]]),
                row.IntAt(5) == 1),
            asked);
    }

    private const string Kin = """
        SELECT prerequisite.id, root.value, kin.id, kin.state, kin.cause
          FROM json_each($ids) AS asked CROSS JOIN prerequisite ON prerequisite.id = asked.value
          CROSS JOIN json_each(prerequisite.members) AS root CROSS JOIN run AS kin ON kin.id = root.value OR kin.root = root.value
        """;

    private static ILookup<long, EdgeMember> MembersOf(OpenConnection connection, string ids) => connection.Statement(Kin)
        .List(
            row => (Prerequisite: row.NumberAt(0), Run: new MemberRun(
                new RunId(row.NumberAt(2)), new RunId(row.NumberAt(1)), IsOrder: false, (RunState)row.IntAt(3), CauseAt(row, 4))),
            ids)
        .GroupBy(kin => (kin.Prerequisite, kin.Run.Root), kin => kin.Run)
        .ToLookup(family => family.Key.Prerequisite, family => EdgeMembers.StandingFor(family));

    private const string SetOpen = "UPDATE prerequisite SET is_open = $isOpen WHERE id = $id";

    public static void SaveOpen(WriteTransaction transaction, long id, bool isOpen) => transaction.Statement(SetOpen).Execute(isOpen ? 1L : 0L, id);

    private const string DeleteMembers = """
        DELETE FROM prerequisite_member
         WHERE prerequisite = $id
           AND root IN (SELECT root.value FROM prerequisite, json_each(prerequisite.members) AS root WHERE prerequisite.id = $id)
        """;

    private const string Delete = "DELETE FROM prerequisite WHERE id = $id";
    private const string IsLedTo = "SELECT EXISTS (SELECT 1 FROM edge WHERE prerequisite = $id)";

    /// <summary>Those that no edge leads to any more.</summary>
    public static void Prune(WriteTransaction transaction, IEnumerable<long> ids)
    {
        foreach (var id in ids.Where(id => transaction.Statement(IsLedTo).Number(id) == 0).ToList())
        {
            transaction.Statement(DeleteMembers).Execute(id);
            transaction.Statement(Delete).Execute(id);
        }
    }

    private const string Candidates = """
        SELECT run.id, coalesce(run.root, run.id), origin.trigger, run.state, run.cause
          FROM run JOIN run AS origin ON origin.id = coalesce(run.root, run.id)
         WHERE run.order_date = $date AND run.routine = $routine
        """;

    /// <summary>Of the routine's runs of that date, those that an edge leads to.</summary>
    public static IReadOnlyList<RunId> Resolve(WriteTransaction transaction, RoutineKey routine, LocalDate date) =>
        EdgeMembers.Resolve(transaction.Statement(Candidates).List(
            row => new MemberRun(
                new RunId(row.NumberAt(0)), new RunId(row.NumberAt(1)), row.IntAt(2) == (int)RunTrigger.Order, (RunState)row.IntAt(3),
                CauseAt(row, 4)),
            Stored.Of(date),
            routine.Value));

    private static EndCause? CauseAt(Row row, int column) => row.TextOrNullAt(column) is { } cause ? EndCause.Parse(cause) : null;
}
