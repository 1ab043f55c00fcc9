namespace RoutineScheduler.Routines;

/// <summary>Everything that keeps a stored definition from being read.</summary>
internal static class UnreadableDefinition
{
    /// <param name="subject">With its verb, as "The routine's JSON has".</param>
    public static FormatException For(string subject, IReadOnlyList<string> problems) => new(
        $"{subject} {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}:\n- {string.Join("\n- ", problems)}");
}
