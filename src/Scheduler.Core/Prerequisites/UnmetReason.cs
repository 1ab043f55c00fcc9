namespace RoutineScheduler.Prerequisites;

/// <summary>One condition that keeps a run from starting.</summary>
public abstract record UnmetReason;
