namespace RoutineScheduler.Core.Tests.Execution;

public sealed record AText
{
    public required string Text { get; init; }
}
