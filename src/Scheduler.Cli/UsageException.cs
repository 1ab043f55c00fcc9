namespace RoutineScheduler.Cli;

/// <summary>An argument that cannot be meant as it was written: says which one, and what would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);
