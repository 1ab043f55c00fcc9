namespace RoutineScheduler.Client;

/// <summary>Why, and by whom. Stands in the run's history.</summary>
/// <param name="Reason">At most 1,000 characters.</param>
/// <param name="Actor">At most 200 characters. Null: the application's name.</param>
public readonly record struct Because(string? Reason = null, string? Actor = null)
{
    public static implicit operator Because(string reason) => new(reason);
}
