namespace RoutineScheduler.Routines;

internal enum ProblemSeverity
{
    /// <summary>Accepted, and said once.</summary>
    Warning = 0,

    /// <summary>The definitions are refused.</summary>
    Error = 1,
}

/// <summary>One thing that is wrong with a definition.</summary>
/// <param name="Property">As in the routine's JSON.</param>
/// <param name="Message">What is wrong, which value, and what would be right.</param>
internal sealed record RoutineProblem(ProblemSeverity Severity, RoutineKey Routine, string Property, string Message)
{
    public override string ToString() => $"{Routine}.{Property}: {Message}";
}

/// <summary>Definitions that are refused: all their errors at once, each with routine and property.</summary>
internal sealed class InvalidRoutinesException : Exception
{
    internal InvalidRoutinesException(IReadOnlyList<RoutineProblem> problems)
        : base($"{problems.Count} {(problems.Count == 1 ? "problem" : "problems")} in the routines' definitions:\n- {string.Join("\n- ", problems)}") =>
        Problems = problems;

    public IReadOnlyList<RoutineProblem> Problems { get; }
}
