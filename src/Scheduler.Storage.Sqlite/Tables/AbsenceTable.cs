using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>The stretches without a living node. At most one is open.</summary>
internal static class AbsenceTable
{
    private const string Open = "SELECT id, from_at, until_at FROM absence WHERE id = (SELECT open_absence FROM scheduler WHERE id = 1)";

    public static Absence? FindOpen(OpenConnection connection) =>
        connection.Statement(Open).List(row => new Absence(row.NumberAt(0), row.InstantAt(1), row.InstantAt(2))).SingleOrDefault();

    private const string Insert = "INSERT INTO absence (from_at, until_at) VALUES ($from, $until) RETURNING id";
    private const string SetOpen = "UPDATE scheduler SET open_absence = $absence WHERE id = 1";
    private const string Extend = "UPDATE absence SET until_at = $until WHERE id = $absence";

    /// <param name="open">It is longer now, where there is one.</param>
    public static Absence Record(WriteTransaction transaction, Instant from, Instant until, Absence? open)
    {
        if (open is not null)
        {
            transaction.Statement(Extend).Execute(Stored.Of(until), open.Id);
            return open with { Until = until };
        }

        var id = transaction.Statement(Insert).Number(Stored.Of(from), Stored.Of(until));
        transaction.Statement(SetOpen).Execute(id);
        return new Absence(id, from, until);
    }

    private const string End = "UPDATE absence SET closed_at = $now, closed_by = $actor WHERE id = $absence";

    /// <summary>From the commit on runs may be claimed again.</summary>
    public static void Close(WriteTransaction transaction, Absence absence, Actor actor)
    {
        transaction.Statement(End).Execute(transaction.NowTicks, actor.Name, absence.Id);
        transaction.Statement(SetOpen).Execute((object?)null);
        transaction.WakesSleepers = true;
    }
}
