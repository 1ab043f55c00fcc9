using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Makes a run that a person orders, unless its key was used before.</summary>
internal sealed class OrderStep(WriteTransaction transaction, RunToOrder order, Actor actor, string? reason)
{
    private const string OfKey = "SELECT id FROM run WHERE order_key = $key";

    public OrderedRun CarryOut()
    {
        if (order.Key is { } key && transaction.Statement(OfKey).NumberOrNull(key) is { } first)
        {
            return new OrderedRun(new RunId(first), IsNew: false);
        }

        var runs = new HandMadeRuns(transaction, actor);
        var made = runs.Order(order);
        HistoryTable.Add(transaction, HistoryOf.Order(made.Id, made.Facts, transaction.Now, reason, actor));
        runs.Join();
        return new OrderedRun(made.Id, IsNew: true);
    }
}
