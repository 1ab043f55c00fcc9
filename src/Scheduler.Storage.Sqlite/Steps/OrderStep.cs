using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Makes a run by hand: an order, or the rerun of a run that has ended.</summary>
internal sealed class OrderStep(WriteTransaction transaction, RunToOrder order, Actor actor, string? reason)
{
    private const string OfKey = "SELECT id FROM run WHERE order_key = $key";

    public OrderedRun Order()
    {
        if (FindFirst() is { } first)
        {
            return new OrderedRun(first, IsNew: false);
        }

        var made = Make(RunTrigger.Order, null);
        HistoryTable.Add(transaction, HistoryOf.Order(made.Id, made.Facts, transaction.Now, reason, actor));
        Join(made, isOfPlanned: false);
        return new OrderedRun(made.Id, IsNew: true);
    }

    public RerunOutcome Rerun(RunId id)
    {
        if (FindFirst() is { } first)
        {
            return new RerunOutcome(first, null);
        }

        if (FindRow(id) is not { } run)
        {
            return new RerunOutcome(null, ActionRules.NotFound(id));
        }

        if (RunTransition.Decide(run.Facts, new RunChange.Rerun(), transaction.Now) is RunTransition.Refused no)
        {
            return new RerunOutcome(null, new RefusedRun(id, no.Code, no.Reason));
        }

        var made = Make(RunTrigger.Rerun, run);
        HistoryTable.Add(transaction, HistoryOf.Rerun(id, run.Facts, made.Id, transaction.Now, reason, actor));
        Join(made, isOfPlanned: FindRow(run.Root)!.Trigger == RunTrigger.Planned);
        return new RerunOutcome(made.Id, null);
    }

    private RunId? FindFirst() =>
        order.Key is { } key && transaction.Statement(OfKey).NumberOrNull(key) is { } run ? new RunId(run) : null;

    private const string Row = $"SELECT {RunRowColumns.Names} FROM run WHERE id = $run";

    private RunRow? FindRow(RunId run) => transaction.Statement(Row).List(RunRowColumns.Read, run.Value).SingleOrDefault();

    private const string NextNumber = """
        SELECT coalesce(max(slot), 0) + 1 FROM run WHERE order_date = $date AND routine = $routine AND trigger = $trigger
        """;

    private StoredRun Make(RunTrigger trigger, RunRow? of)
    {
        var (routine, date) = of is null ? (order.Terms.Routine, order.OrderDate) : (of.Routine, of.OrderDate);
        var number = (int)transaction.Statement(NextNumber).Number(Stored.Of(date), routine.Value, (long)trigger);
        var row = OrderedRows.Of(order, default, trigger, of, number, actor, transaction.Now);
        return RunTable.Find(transaction, NewRun.AddOrdered(transaction, row, of?.Root, order))!;
    }

    /// <summary>
    /// Its own edges, those that wait for the first run of its date, and those that it opens again. A rerun of a planned run brings back as a
    /// member what catching up had given up.
    /// </summary>
    private void Join(StoredRun made, bool isOfPlanned)
    {
        var changes = new RunChanges(transaction, Actor.Scheduler);
        EdgeTable.ResolveAgain(transaction, [made.Id]);
        changes.Evaluate([made.Id, .. EdgeTable.ResolveWaiting(transaction, made.Routine, made.OrderDate, isOfPlanned)]);
        changes.Note(made.Root);
        changes.MeetEdges();
    }
}
