using System.Globalization;

namespace RoutineScheduler.Queue;

/// <summary>Given by the store and never used again, not even after a delete.</summary>
public readonly record struct RunId(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
