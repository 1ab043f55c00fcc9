namespace RoutineScheduler.Journal;

/// <summary>Who caused something: a person (user@machine), a token, a node, or the host's code.</summary>
public readonly record struct Actor(string Name)
{
    /// <summary>The scheduler's own rules, where no node can be named.</summary>
    internal static readonly Actor Scheduler = new("scheduler");

    public override string ToString() => Name;
}
