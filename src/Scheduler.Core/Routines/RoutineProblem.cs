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
