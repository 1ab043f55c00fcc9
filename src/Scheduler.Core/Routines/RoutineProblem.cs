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
    /// <summary>As it is called where it is written in code: Retry.Tries of retry.tries.</summary>
    public string Place => string.Join('.', Property.Split('.').Select(name => $"{char.ToUpperInvariant(name[0])}{name[1..]}"));

    public override string ToString() => $"Routine '{Routine}', {Place}: {Message}";
}
