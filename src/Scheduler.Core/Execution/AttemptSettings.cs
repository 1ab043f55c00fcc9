namespace RoutineScheduler.Execution;

/// <param name="ArtifactRoot">Absolute; each routine and order date has a folder below it.</param>
internal sealed record AttemptSettings(string Node, string ArtifactRoot);
