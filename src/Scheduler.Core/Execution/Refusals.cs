namespace RoutineScheduler.Execution;

/// <summary>
/// Counts how often the store has refused one end while it answered heartbeats: that is the end's own trouble, and not the store's.
/// </summary>
internal sealed class Refusals(StoreHealth health)
{
    private const int Most = 5;

    private int number;
    private long beatsBefore = -1;

    /// <returns>True once the end is to be given up: at once where it is not the store that complains.</returns>
    public bool AreEnoughWith(Exception trouble)
    {
        var beats = health.Beats;
        if (!health.IsAway && beats != beatsBefore)
        {
            number++;
        }

        beatsBefore = beats;
        return number >= Most || !StoreTrouble.Is(trouble);
    }
}
