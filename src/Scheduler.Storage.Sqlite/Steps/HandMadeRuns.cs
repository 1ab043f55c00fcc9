using RoutineScheduler.Journal;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Adds runs that people make. <see cref="Join"/> comes last, when all of them stand in the database.</summary>
internal sealed class HandMadeRuns(WriteTransaction transaction, Actor actor)
{
    private readonly List<(StoredRun Run, bool IsOfPlanned)> made = [];

    private const string NextNumber = """
        SELECT coalesce(max(slot), 0) + 1 FROM run WHERE order_date = $date AND routine = $routine AND trigger = $trigger
        """;

    public StoredRun Order(RunToOrder order) => Make(order, RunTrigger.Order, null, isOfPlanned: false);

    public StoredRun Rerun(RunRow run, RunRow root, RunToOrder order) =>
        Make(order, RunTrigger.Rerun, run, root.Trigger == RunTrigger.Planned);

    private StoredRun Make(RunToOrder order, RunTrigger trigger, RunRow? of, bool isOfPlanned)
    {
        var (routine, date) = of is null ? (order.Terms.Routine, order.OrderDate) : (of.Routine, of.OrderDate);
        var number = (int)transaction.Statement(NextNumber).Number(Stored.Of(date), routine.Value, (long)trigger);
        var row = OrderedRows.Of(order, default, trigger, of, number, actor, transaction.Now);
        var run = RunTable.Find(transaction, NewRun.AddOrdered(transaction, row, of?.Root, order))!;
        made.Add((run, isOfPlanned));
        return run;
    }

    /// <summary>
    /// Their own edges, those that wait for the first run of a date, and those that they open again. A rerun of a planned run brings back as a
    /// member what catching up had given up.
    /// </summary>
    public void Join()
    {
        var changes = new RunChanges(transaction, Actor.Scheduler);
        var own = made.Select(it => it.Run.Id).ToList();
        EdgeTable.ResolveAgain(transaction, own);
        // Once for all runs of a routine and date: a filter may rerun thousands of them.
        var waiting = made.GroupBy(it => (it.Run.Routine, Date: it.Run.OrderDate), it => it.IsOfPlanned)
            .SelectMany(of => EdgeTable.ResolveWaiting(transaction, of.Key.Routine, of.Key.Date, all: of.Contains(true))).ToList();
        changes.Evaluate([.. own.Union(waiting)]);
        made.ForEach(it => changes.Note(it.Run.Root));
        changes.MeetEdges();
    }
}
