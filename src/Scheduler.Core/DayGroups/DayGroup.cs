namespace RoutineScheduler.DayGroups;

/// <summary>A rule that has a name.</summary>
public sealed record DayGroup(string Name, DayRule Rule);
