namespace RoutineScheduler.Journal;

/// <summary>Who caused something: a person (user@machine), a token, a node, or the host's code.</summary>
public readonly record struct Actor(string Name)
{
    public override string ToString() => Name;
}
