namespace RoutineScheduler.Queue;

/// <summary>Unique among the living nodes of one database.</summary>
internal readonly record struct NodeId(string Value)
{
    public override string ToString() => Value;
}
