using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>The runs of a selection, as they stand in the transaction.</summary>
internal sealed class SelectedRuns(WriteTransaction transaction, RunSelection selection)
{
    /// <summary>
    /// How many there are, where another number is expected. Counted before anything is read: who mistook a million runs for ten must not hold up
    /// the queue while they are.
    /// </summary>
    public int? CountThatDiffers() =>
        selection.ExpectedCount is { } expected && Count() is var selected && expected != selected ? selected : null;

    /// <summary>By id, and of those that are named what there is not.</summary>
    public (List<StoredRun> Found, IReadOnlyList<RefusedRun> Missing) Read()
    {
        if (selection.Filter is { } filter)
        {
            return (RunFilterSql.Of(filter).List(StoredRun.Columns, RunOrder.ById).Ask(transaction.Open, StoredRun.Read), []);
        }

        var found = RunTable.Find(transaction, selection.Ids);
        var missing = selection.Ids.Distinct().Except(found.Select(run => run.Id)).OrderBy(id => id.Value);
        return (found, [.. missing.Select(ActionRules.NotFound)]);
    }

    private int Count() => selection.Filter is { } filter
        ? RunFilterSql.Of(filter).Count.Ask(transaction.Open, row => row.IntAt(0)).Single()
        : RunTable.Find(transaction, selection.Ids).Count;
}
