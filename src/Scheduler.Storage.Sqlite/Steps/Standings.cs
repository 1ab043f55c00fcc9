using RoutineScheduler.Prerequisites;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>How prerequisites stand, each decided once. For as long as no run changes.</summary>
internal sealed class Standings(WriteTransaction transaction)
{
    private readonly Dictionary<long, EdgeState> states = [];

    public EdgeState this[long prerequisite] => states[prerequisite];

    /// <summary>Decides those that were not decided yet.</summary>
    /// <returns>Those of them that stand otherwise than before, or end whoever waits: their runs are to be counted anew.</returns>
    public IReadOnlyCollection<long> Decide(IEnumerable<long> prerequisites)
    {
        var undecided = prerequisites.Where(id => !states.ContainsKey(id)).Distinct().ToList();
        var moved = new List<long>();
        foreach (var (id, edge, wasOpen) in undecided.Count == 0 ? [] : PrerequisiteTable.Read(transaction.Open, undecided))
        {
            var state = states[id] = EdgeState.Decide(edge);
            var isOpen = state is EdgeState.Open;
            if (isOpen != wasOpen)
            {
                PrerequisiteTable.SaveOpen(transaction, id, isOpen);
            }

            if (isOpen != wasOpen || state is EdgeState.NotNeeded)
            {
                moved.Add(id);
            }
        }

        return moved;
    }
}
